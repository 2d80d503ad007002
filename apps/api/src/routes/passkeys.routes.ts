import {
  addPasskey,
  askForPasskeySignIn,
  askToAddPasskey,
  listPasskeys,
  removePasskey,
  renamePasskey,
  signInWithPasskey,
} from '@portal/contract/passkeys.endpoints';
import type { AddPasskey } from '@portal/core/identity/add-passkey';
import type { AskForPasskeySignIn } from '@portal/core/identity/ask-for-passkey-sign-in';
import type { AskToAddPasskey } from '@portal/core/identity/ask-to-add-passkey';
import type { DescribeSession } from '@portal/core/identity/describe-session';
import type { ListPasskeys } from '@portal/core/identity/list-passkeys';
import { passkeyPolicy } from '@portal/core/identity/identity-policy';
import { passkeyNameOf } from '@portal/core/identity/passkey-name';
import type { RemovePasskey } from '@portal/core/identity/remove-passkey';
import type { RenamePasskey } from '@portal/core/identity/rename-passkey';
import type { SignInWithPasskey } from '@portal/core/identity/sign-in-with-passkey';
import type { RequestHandler } from 'express';
import type { RegisterRoutes } from '../http/api-routes.ts';
import type { CookieJar } from '../http/cookies.ts';
import { languageOf } from '../http/language-of.ts';
import { originOf } from '../http/request-context.ts';
import { sessionCookie } from '../http/session.ts';
import { presentSession } from './identity.presenter.ts';
import { presentPasskey } from './passkeys.presenter.ts';

export const passkeyCookie = 'portal_passkey';

export type PasskeysUseCases = {
  askForPasskeySignIn: AskForPasskeySignIn;
  signInWithPasskey: SignInWithPasskey;
  describeSession: DescribeSession;
  askToAddPasskey: AskToAddPasskey;
  addPasskey: AddPasskey;
  listPasskeys: ListPasskeys;
  renamePasskey: RenamePasskey;
  removePasskey: RemovePasskey;
};

export function createPasskeysRoutes(
  useCases: PasskeysUseCases,
  { cookies, limitPasskeys }: { cookies: CookieJar; limitPasskeys: RequestHandler },
): RegisterRoutes {
  return (api) => {
    api.route(askForPasskeySignIn, async ({ response }) => {
      const { options, ticket } = await useCases.askForPasskeySignIn();
      cookies.set(response, passkeyCookie, ticket, passkeyPolicy.challengeLifetimeMs / 1000);
      return { status: 200, body: { options } };
    });

    api.route(signInWithPasskey, async ({ body, request, response }) => {
      const { session, token } = await useCases.signInWithPasskey({
        response: body.response,
        ticket: cookies.read(request, passkeyCookie),
        previousToken: cookies.read(request, sessionCookie),
        origin: originOf(request, response),
      });
      cookies.clear(response, passkeyCookie);
      cookies.set(response, sessionCookie, token, undefined);
      return { status: 201, body: presentSession(await useCases.describeSession(session)) };
    });

    api.route(
      askToAddPasskey,
      async ({ viewer }) => ({ status: 200, body: { options: await useCases.askToAddPasskey(viewer) } }),
      { before: [limitPasskeys] },
    );

    api.route(addPasskey, async ({ viewer, body, request }) => {
      const name = body.name ?? passkeyNameOf(viewer.origin.userAgent, languageOf(request));
      const passkey = await useCases.addPasskey({ viewer, name, response: body.response });
      return { status: 201, body: { passkey: presentPasskey(passkey) } };
    });

    api.route(listPasskeys, async ({ viewer }) => ({
      status: 200,
      body: { items: (await useCases.listPasskeys(viewer)).map(presentPasskey) },
    }));

    api.route(renamePasskey, async ({ viewer, params, body }) => {
      const { passkeyId } = params;
      const passkey = await useCases.renamePasskey({ viewer, passkeyId, name: body.name });
      return { status: 200, body: { passkey: presentPasskey(passkey) } };
    });

    api.route(removePasskey, async ({ viewer, params }) => {
      await useCases.removePasskey({ viewer, passkeyId: params.passkeyId });
      return { status: 204 };
    });
  };
}
