const listeners = new Set<() => Promise<void>>();

/** What this device remembers beyond a page is forgotten when its person signs out. Returns how to stop listening. */
export function onSignOut(listener: () => Promise<void>): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Resolves when everything is forgotten. */
export async function forgetOnSignOut(): Promise<void> {
  await Promise.all([...listeners].map((forget) => forget()));
}
