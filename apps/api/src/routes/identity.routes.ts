import { askForCode, getSession, signIn, signOut } from '@portal/contract/identity.endpoints';
import type { AskForCode } from '@portal/core/identity/ask-for-code';
import { codePolicy } from '@portal/core/identity/identity-policy';
import type { DescribeSession } from '@portal/core/identity/describe-session';
import type { SignIn } from '@portal/core/identity/sign-in';
import type { SignOut } from '@portal/core/identity/sign-out';
import type { RegisterRoutes } from '../http/api-routes.ts';
import type { CookieJar } from '../http/cookies.ts';
import { browserOf, rememberBrowser } from '../http/device-cookie.ts';
import { languageOf } from '../http/language-of.ts';
import { originOf, sessionOf } from '../http/request-context.ts';
import { sessionCookie } from '../http/session.ts';
import { presentCode, presentSession } from './identity.presenter.ts';

export const challengeCookie = 'portal_challenge';

export type IdentityUseCases = {
  askForCode: AskForCode;
  signIn: SignIn;
  signOut: SignOut;
  describeSession: DescribeSession;
};

export function createIdentityRoutes(useCases: IdentityUseCases, cookies: CookieJar): RegisterRoutes {
  return (api) => {
    api.route(askForCode, async ({ body, request, response }) => {
      const asked = await useCases.askForCode({
        purpose: 'sign_in',
        contact: { channel: body.channel, address: body.address },
        language: languageOf(request),
        challengeId: body.challengeId,
        sealedTicket: cookies.read(request, challengeCookie),
        origin: originOf(request, response),
      });
      cookies.set(response, challengeCookie, asked.sealedTicket, codePolicy.lifetimeMs / 1000);
      return { status: 202, body: presentCode(asked) };
    });

    api.route(signIn, async ({ body, request, response }) => {
      const browser = browserOf(cookies, request);
      const { session, token } = await useCases.signIn({
        challengeId: body.challengeId,
        code: body.code,
        sealedTicket: cookies.read(request, challengeCookie),
        previousToken: cookies.read(request, sessionCookie),
        browser,
        origin: originOf(request, response),
      });
      cookies.clear(response, challengeCookie);
      rememberBrowser(cookies, response, browser);
      // Without an age: it goes when the browser is closed. When it ends is decided by the server anyway.
      cookies.set(response, sessionCookie, token, undefined);
      return { status: 201, body: presentSession(await useCases.describeSession(session)) };
    });

    api.route(getSession, async ({ response }) => ({
      status: 200,
      body: presentSession(await useCases.describeSession(sessionOf(response))),
    }));

    api.route(signOut, async ({ viewer, request, response }) => {
      await useCases.signOut({ viewer, token: cookies.read(request, sessionCookie) ?? '' });
      cookies.clear(response, sessionCookie);
      return { status: 204 };
    });
  };
}
