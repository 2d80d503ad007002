import type { PortalProblem } from '../problem.ts';
import type { Viewer } from '../viewer.ts';
import { entryBy } from './identity-entry.ts';
import { codeWrongOrExpired, passkeyRefused, signInRequired } from './identity-problems.ts';
import type { IdentityWork, IdentityWorkPorts } from './identity-work.ts';
import type { PasskeyResponse } from './passkey-ceremonies.port.ts';
import type { PeoplePort } from './people.port.ts';
import type { TakeCode } from './take-code.ts';
import { usePasskey } from './take-passkey.ts';
import type { TakePasskey } from './take-passkey.ts';

/** A code that was sent to an address of the viewer's, or a passkey of theirs, each with its browser's cookie. */
export type ConfirmationProof =
  | { method: 'code'; challengeId: string; code: string; sealedTicket: string | undefined }
  | { method: 'passkey'; response: PasskeyResponse; ticket: string | undefined };

export type ConfirmSession = (input: { viewer: Viewer; proof: ConfirmationProof }) => Promise<void>;

/**
 * Makes the viewer's session as fresh as a sign-in. A proof of somebody else's, however good, is a wrong one here.
 * Fails with `code_wrong_or_expired`, `passkey_refused` or `service_unavailable`.
 */
export function createConfirmSession(dependencies: {
  takeCode: TakeCode;
  takePasskey: TakePasskey;
  people: Pick<PeoplePort, 'findByContact'>;
  work: IdentityWork;
  now: () => Date;
}): ConfirmSession {
  const { takeCode, takePasskey, people, work, now } = dependencies;

  async function confirm(viewer: Viewer, also: (ports: IdentityWorkPorts) => Promise<void>): Promise<void> {
    await work(async (ports) => {
      await also(ports);
      if (!(await ports.sessions.confirm(viewer.sessionId, now()))) throw signInRequired();
      await ports.activity.record(entryBy(viewer, 'session_confirmed'));
    });
  }

  /** In the record of whoever tried, not of the one whose proof it is. */
  async function refuse(viewer: Viewer, problem: PortalProblem): Promise<PortalProblem> {
    const entry = { ...entryBy(viewer, 'sign_in_refused'), outcome: 'refused' } as const;
    await work(({ activity }) => activity.record(entry));
    return problem;
  }

  return async ({ viewer, proof }) => {
    const { origin, userId } = viewer;
    if (proof.method === 'code') {
      const contact = await takeCode({ ...proof, purpose: 'sign_in', origin });
      const person = await people.findByContact(contact);
      if (person?.userId !== userId) throw await refuse(viewer, codeWrongOrExpired());
      return confirm(viewer, () => Promise.resolve());
    }
    const proven = await takePasskey({ ...proof, origin });
    if (proven.userId !== userId) throw await refuse(viewer, passkeyRefused());
    return confirm(viewer, ({ passkeys }) => usePasskey(passkeys, proven, now()));
  };
}
