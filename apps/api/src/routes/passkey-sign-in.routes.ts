import { askForPasskeySignIn, signInWithPasskey } from '@portal/contract/passkeys.endpoints';
import type { AskForPasskeySignIn } from '@portal/core/identity/ask-for-passkey-sign-in';
import type { DescribeSession } from '@portal/core/identity/describe-session';
import { passkeyPolicy } from '@portal/core/identity/identity-policy';
import type { SignInWithPasskey } from '@portal/core/identity/sign-in-with-passkey';
import type { RequestHandler } from 'express';
import type { RegisterRoutes } from '../http/api-routes.ts';
import type { CookieJar } from '../http/cookies.ts';
import { browserOf, rememberBrowser } from '../http/device-cookie.ts';
import { originOf } from '../http/request-context.ts';
import { sessionCookie } from '../http/session.ts';
import { presentSession } from './identity.presenter.ts';

export const passkeyCookie = 'portal_passkey';

export type PasskeySignInUseCases = {
  askForPasskeySignIn: AskForPasskeySignIn;
  signInWithPasskey: SignInWithPasskey;
  describeSession: DescribeSession;
};

export function createPasskeySignInRoutes(
  useCases: PasskeySignInUseCases,
  { cookies, limitAsks }: { cookies: CookieJar; limitAsks: RequestHandler },
): RegisterRoutes {
  return (api) => {
    api.route(
      askForPasskeySignIn,
      async ({ response }) => {
        const { options, ticket } = await useCases.askForPasskeySignIn();
        cookies.set(response, passkeyCookie, ticket, passkeyPolicy.challengeLifetimeMs / 1000);
        return { status: 200, body: { options } };
      },
      { before: [limitAsks] },
    );

    api.route(signInWithPasskey, async ({ body, request, response }) => {
      const browser = browserOf(cookies, request);
      const { session, token } = await useCases.signInWithPasskey({
        response: body.response,
        ticket: cookies.read(request, passkeyCookie),
        previousToken: cookies.read(request, sessionCookie),
        browser,
        origin: originOf(request, response),
      });
      cookies.clear(response, passkeyCookie);
      rememberBrowser(cookies, response, browser);
      cookies.set(response, sessionCookie, token, undefined);
      return { status: 201, body: presentSession(await useCases.describeSession(session)) };
    });
  };
}
