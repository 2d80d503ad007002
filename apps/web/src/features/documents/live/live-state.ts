/** Whether the portal tells this page of changes by itself. One for the page, as it talks to one portal. */
let isHeard = false;

export function setHeard(heard: boolean): void {
  isHeard = heard;
}

const askEveryMs = 2_000;
/** What is told may still get lost on the way, where the portal could not say it. */
const askAnywayEveryMs = 20_000;

/** How often to ask about a document that will change by itself. */
export function askAboutEveryMs(): number {
  return isHeard ? askAnywayEveryMs : askEveryMs;
}
