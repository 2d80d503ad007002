import type { Inspection, InspectorPort } from '@portal/core/processing/inspector.port';
import type { Ending } from './ask-within-limits.ts';
import { inspectionOf, pictureOf, textOfPages } from './read-answer.ts';

/** `isTrusted`: nothing was unusual, so that the process may look at another file. */
export type Understood<Answer> = { answer: Answer; isTrusted: boolean };
export type Said = { ending: Ending; output: string };

/** Throws where its time was over without much having been done: a machine that slept or was too busy damages no file. */
export function toInspection({ ending, output }: Said): Understood<Inspection> {
  if (ending === 'time') throw new Error('The look into a document did not end in time.');
  const damaged = (reason: string) => ({ answer: { outcome: 'damaged' as const, reason }, isTrusted: false });
  if (ending !== 'ended') return damaged(ending);
  const answer = orUndefined(() => inspectionOf(output));
  return answer ? { answer, isTrusted: answer.outcome === 'sound' } : damaged('answer');
}

export function toPicture({ ending, output }: Said): Understood<Awaited<ReturnType<InspectorPort['drawFirstPage']>>> {
  const bytes = ending === 'ended' ? orUndefined(() => pictureOf(output)) : undefined;
  return { answer: bytes && { bytes, contentType: 'image/webp' }, isTrusted: bytes !== undefined };
}

export function toText({ ending, output }: Said): Understood<Awaited<ReturnType<InspectorPort['readText']>>> {
  const answer = orUndefined(() => textOfPages(output));
  return {
    answer: answer ?? { pages: [], isComplete: false },
    isTrusted: answer !== undefined && ending === 'ended',
  };
}

/** A process that says what makes no sense has been led astray by its file, which is what is told of it. */
function orUndefined<Answer>(read: () => Answer): Answer | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
