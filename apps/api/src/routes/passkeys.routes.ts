import {
  addPasskey,
  askToAddPasskey,
  listPasskeys,
  removePasskey,
  renamePasskey,
} from '@portal/contract/passkeys.endpoints';
import type { AddPasskey } from '@portal/core/identity/add-passkey';
import type { AskToAddPasskey } from '@portal/core/identity/ask-to-add-passkey';
import type { ListPasskeys } from '@portal/core/identity/list-passkeys';
import { passkeyNameOf } from '@portal/core/identity/passkey-name';
import type { RemovePasskey } from '@portal/core/identity/remove-passkey';
import type { RenamePasskey } from '@portal/core/identity/rename-passkey';
import type { RequestHandler } from 'express';
import type { RegisterRoutes } from '../http/api-routes.ts';
import { languageOf } from '../http/language-of.ts';
import { presentPasskey } from './passkeys.presenter.ts';

export type PasskeysUseCases = {
  askToAddPasskey: AskToAddPasskey;
  addPasskey: AddPasskey;
  listPasskeys: ListPasskeys;
  renamePasskey: RenamePasskey;
  removePasskey: RemovePasskey;
};

export function createPasskeysRoutes(
  useCases: PasskeysUseCases,
  { limitPasskeys }: { limitPasskeys: RequestHandler },
): RegisterRoutes {
  return (api) => {
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
