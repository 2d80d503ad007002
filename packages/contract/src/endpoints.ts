import * as account from './account.endpoints.ts';
import * as activity from './activity.endpoints.ts';
import * as documents from './documents.endpoints.ts';
import type { Endpoint } from './endpoint.ts';
import * as events from './events.endpoints.ts';
import * as identity from './identity.endpoints.ts';
import * as passkeys from './passkeys.endpoints.ts';
import * as portal from './portal.endpoints.ts';
import * as sessions from './sessions.endpoints.ts';
import * as uploads from './uploads.endpoints.ts';

/** Everything that can be said to the API: what OpenAPI writes down and what tests walk. */
export const endpoints: readonly Endpoint[] = [
  ...Object.values(portal),
  ...Object.values(identity),
  ...Object.values(passkeys),
  ...Object.values(sessions),
  ...Object.values(account),
  ...Object.values(documents),
  ...Object.values(uploads),
  ...Object.values(activity),
  ...Object.values(events),
];
