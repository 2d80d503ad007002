import { createAccounts } from '@portal/adapters/postgres/accounts.postgres';
import { createActivity } from '@portal/adapters/postgres/activity.postgres';
import type { Postgres } from '@portal/adapters/postgres/pool';
import { createSessions } from '@portal/adapters/postgres/sessions.postgres';
import { createUnitOfWork } from '@portal/adapters/postgres/unit-of-work.postgres';
import { createAddContact } from '@portal/core/account/add-contact';
import { createChangeAccount } from '@portal/core/account/change-account';
import { createGetAccount } from '@portal/core/account/get-account';
import { createRemoveContact } from '@portal/core/account/remove-contact';
import { createTellContacts } from '@portal/core/account/tell-contacts';
import { createVerifyContact } from '@portal/core/account/verify-contact';
import type { AskForCode } from '@portal/core/identity/ask-for-code';
import { createNoteRefusals } from '@portal/core/identity/note-refusals';
import type { RequireFreshSignIn } from '@portal/core/identity/require-fresh-sign-in';
import type { SessionCachePort } from '@portal/core/identity/sessions.port';
import type { TakeCode } from '@portal/core/identity/take-code';
import type { MessageDelivery } from '@portal/core/messages/deliver-message';
import type { Config } from './config.ts';
import type { RegisterRoutes } from './http/api-routes.ts';
import type { CookieJar } from './http/cookies.ts';
import { createAccountRoutes } from './routes/account.routes.ts';

/** What of signing in the account builds on. */
export type AccountSurroundings = {
  postgres: Postgres;
  cookies: CookieJar;
  cache: SessionCachePort;
  askForCode: AskForCode;
  takeCode: TakeCode;
  requireFreshSignIn: RequireFreshSignIn;
  delivery: MessageDelivery;
  now: () => Date;
  onCacheFailure: (error: unknown) => void;
};

export function composeAccount({ publicUrl }: Config, surroundings: AccountSurroundings): RegisterRoutes {
  const { postgres, cookies, cache, askForCode, takeCode, requireFreshSignIn, delivery, now } = surroundings;
  const work = createUnitOfWork(postgres, (client) => ({
    accounts: createAccounts(client),
    sessions: createSessions(client),
    activity: createActivity(client),
  }));
  const tellContacts = createTellContacts({ delivery, host: publicUrl.host, now });
  const { onCacheFailure } = surroundings;
  const accounts = createAccounts(postgres);
  const noteRefusals = createNoteRefusals({ work });
  const useCases = {
    getAccount: createGetAccount({ accounts }),
    changeAccount: createChangeAccount({ work }),
    addContact: noteRefusals('contact_added', createAddContact({ requireFreshSignIn, accounts, askForCode })),
    verifyContact: noteRefusals(
      'contact_added',
      createVerifyContact({ requireFreshSignIn, takeCode, work, tellContacts, now }),
    ),
    removeContact: noteRefusals(
      'contact_removed',
      createRemoveContact({ requireFreshSignIn, work, cache, tellContacts, now, onCacheFailure }),
    ),
  };
  return createAccountRoutes(useCases, cookies);
}
