import { announce } from '../notices/announce.ts';
import type { IdentityWorkPorts } from './identity-work.ts';
import { hashSessionToken } from './session-token.ts';
import type { Session } from './sessions.port.ts';

/**
 * Notes the browser that a person signs in with, within the transaction of the sign-in, and has them told where it is one
 * that they never used before. With the account itself its first browser is new, and nobody is told of it.
 */
export async function noteDevice(
  { devices, notices, jobs }: Pick<IdentityWorkPorts, 'devices' | 'notices' | 'jobs'>,
  { session, deviceToken, isNewAccount }: { session: Session; deviceToken: string; isNewAccount: boolean },
): Promise<void> {
  const { id: sessionId, userId, recordId, createdAt } = session;
  const use = await devices.noteUse({ userId, deviceHash: hashSessionToken(deviceToken), usedAt: createdAt });
  if (use === 'known' || isNewAccount) return;
  const cause = `sign-in:${sessionId}`;
  await announce({ notices, jobs }, { kind: 'new_device', recordId, userId, sessionId, cause, createdAt });
}
