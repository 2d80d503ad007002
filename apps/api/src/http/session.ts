import { signInRequired } from '@portal/core/identity/identity-problems';
import type { Session } from '@portal/core/identity/sessions.port';
import type { Request, RequestHandler, Response } from 'express';
import type { CookieJar } from './cookies.ts';
import { aheadOf, isBackgroundRoute, setSession } from './request-context.ts';

export const sessionCookie = 'portal_session';

export type FindSession = (input: {
  token: string;
  isBackground: boolean;
  /** Told at once of the record that the token opened a moment ago. */
  onGuess?: ((recordId: string) => void) | undefined;
}) => Promise<Session | undefined>;

/** Lets nobody through without a session, and notes whose it is. */
export function requireSession({
  findSession,
  cookies,
}: {
  findSession: FindSession;
  cookies: CookieJar;
}): RequestHandler {
  return async (request, response, next) => {
    const token = cookies.read(request, sessionCookie);
    if (token === undefined) throw signInRequired();
    const ahead = aheadOf(response);
    const onGuess = ahead && ((recordId: string) => ahead(response, recordId));
    const session = await findSession({ token, isBackground: isBackground(request, response), onGuess });
    if (!session) throw signInRequired();
    setSession(response, session);
    next();
  };
}

/** What the page asks for by itself does not show that anybody is there. */
function isBackground(request: Request, response: Response): boolean {
  return isBackgroundRoute(response) || request.get('x-background') === '1';
}
