import type { ProblemCode } from '@portal/contract/problem';
import type { ActivityAction, ActivityPort } from '../activity/activity.port.ts';
import { PortalProblem } from '../problem.ts';
import type { UnitOfWork } from '../unit-of-work.port.ts';
import type { Viewer } from '../viewer.ts';
import { entryBy } from './identity-entry.ts';

export type NoteRefusals = <Input extends { viewer: Viewer }, Answer>(
  action: ActivityAction,
  tried: (input: Input) => Promise<Answer>,
) => (input: Input) => Promise<Answer>;

/** What is not the viewer's, or what they could not prove; a slip and a store that is away are neither. */
const refusals: ReadonlySet<ProblemCode> = new Set([
  'fresh_sign_in_required',
  'session_not_found',
  'passkey_not_found',
  'passkey_refused',
  'contact_not_found',
  'contact_taken',
  'code_wrong_or_expired',
]);

/**
 * Writes a refusal into the record of the one who was refused, as what they tried to do. By itself: the transaction of
 * what was tried was rolled back, or never began. Rejects as that does, or where this cannot be written.
 */
export function createNoteRefusals({ work }: { work: UnitOfWork<{ activity: ActivityPort }> }): NoteRefusals {
  return (action, tried) => async (input) => {
    try {
      return await tried(input);
    } catch (error) {
      if (error instanceof PortalProblem && refusals.has(error.code)) {
        await work(({ activity }) => activity.record({ ...entryBy(input.viewer, action), outcome: 'refused' }));
      }
      throw error;
    }
  };
}
