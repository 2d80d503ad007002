import { signInRequired } from './identity-problems.ts';
import type { Session, SessionDescription, SessionsPort } from './sessions.port.ts';

export type DescribedSession = Session & SessionDescription;
export type DescribeSession = (session: Session) => Promise<DescribedSession>;

/** Who is signed in, and how far that goes. Fails with `sign_in_required` where it was ended meanwhile. */
export function createDescribeSession({ sessions }: { sessions: Pick<SessionsPort, 'describe'> }): DescribeSession {
  return async (session) => {
    const description = await sessions.describe(session.id);
    if (!description) throw signInRequired();
    return { ...session, ...description };
  };
}
