import { devicePolicy } from '@portal/core/identity/identity-policy';
import type { SigningBrowser } from '@portal/core/identity/open-session';
import { looksLikeSessionToken, newSessionToken } from '@portal/core/identity/session-token';
import type { Request, Response } from 'express';
import type { CookieJar } from './cookies.ts';
import { languageOf } from './language-of.ts';

const deviceCookie = 'portal_device';

/** The browser that signs in: the cookie that it is known by, or a new one. It signs nobody in, and stays at a sign-out. */
export function browserOf(cookies: CookieJar, request: Request): SigningBrowser {
  const known = cookies.read(request, deviceCookie);
  const deviceToken = known !== undefined && looksLikeSessionToken(known) ? known : newSessionToken();
  return { deviceToken, language: languageOf(request) };
}

/** Has the browser known again; after it has signed in. */
export function rememberBrowser(cookies: CookieJar, response: Response, { deviceToken }: SigningBrowser): void {
  cookies.set(response, deviceCookie, deviceToken, devicePolicy.rememberedMs / 1000);
}
