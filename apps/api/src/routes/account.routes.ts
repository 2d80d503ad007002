import {
  addContact,
  changeAccount,
  getAccount,
  removeContact,
  verifyContact,
} from '@portal/contract/account.endpoints';
import type { AddContact } from '@portal/core/account/add-contact';
import type { ChangeAccount } from '@portal/core/account/change-account';
import type { GetAccount } from '@portal/core/account/get-account';
import type { RemoveContact } from '@portal/core/account/remove-contact';
import type { VerifyContact } from '@portal/core/account/verify-contact';
import { codePolicy } from '@portal/core/identity/identity-policy';
import type { RegisterRoutes } from '../http/api-routes.ts';
import type { CookieJar } from '../http/cookies.ts';
import { languageOf } from '../http/language-of.ts';
import { presentAccount } from './account.presenter.ts';
import { challengeCookie } from './identity.routes.ts';
import { presentCode } from './identity.presenter.ts';

export type AccountUseCases = {
  getAccount: GetAccount;
  changeAccount: ChangeAccount;
  addContact: AddContact;
  verifyContact: VerifyContact;
  removeContact: RemoveContact;
};

export function createAccountRoutes(useCases: AccountUseCases, cookies: CookieJar): RegisterRoutes {
  return (api) => {
    api.route(getAccount, async ({ viewer }) => ({
      status: 200,
      body: { account: presentAccount(await useCases.getAccount(viewer)) },
    }));

    api.route(changeAccount, async ({ viewer, body }) => {
      const { name, language, notices = [] } = body;
      const account = await useCases.changeAccount({ viewer, name, language, notices });
      return { status: 200, body: { account: presentAccount(account) } };
    });

    api.route(addContact, async ({ viewer, body, request, response }) => {
      const asked = await useCases.addContact({
        viewer,
        asked: {
          contact: { channel: body.channel, address: body.address },
          language: languageOf(request),
          challengeId: body.challengeId,
          sealedTicket: cookies.read(request, challengeCookie),
        },
      });
      cookies.set(response, challengeCookie, asked.sealedTicket, codePolicy.lifetimeMs / 1000);
      return { status: 202, body: presentCode(asked) };
    });

    api.route(verifyContact, async ({ viewer, body, request, response }) => {
      const account = await useCases.verifyContact({
        viewer,
        challengeId: body.challengeId,
        code: body.code,
        sealedTicket: cookies.read(request, challengeCookie),
        language: languageOf(request),
      });
      cookies.clear(response, challengeCookie);
      return { status: 201, body: { account: presentAccount(account) } };
    });

    api.route(removeContact, async ({ viewer, params, request }) => {
      const { contactId } = params;
      const account = await useCases.removeContact({ viewer, contactId, language: languageOf(request) });
      return { status: 200, body: { account: presentAccount(account) } };
    });
  };
}
