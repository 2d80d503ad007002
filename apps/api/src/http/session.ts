import { signInRequired } from '@portal/core/identity/identity-problems';
import type { Session } from '@portal/core/identity/sessions.port';
import type { Request, RequestHandler } from 'express';
import type { CookieJar } from './cookies.ts';
import { setSession } from './request-context.ts';

export const sessionCookie = 'portal_session';

export type FindSession = (input: { token: string; isBackground: boolean }) => Promise<Session | undefined>;

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
    const session = token === undefined ? undefined : await findSession({ token, isBackground: isBackground(request) });
    if (!session) throw signInRequired();
    setSession(response, session);
    next();
  };
}

/** What the page asks for by itself does not show that anybody is there. */
function isBackground(request: Request): boolean {
  return request.get('x-background') === '1';
}
