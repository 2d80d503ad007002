import * as documents from './documents.endpoints.ts';
import type { Endpoint } from './endpoint.ts';
import * as identity from './identity.endpoints.ts';
import * as portal from './portal.endpoints.ts';

/** Everything that can be said to the API: what OpenAPI writes down and what tests walk. */
export const endpoints: readonly Endpoint[] = [
  ...Object.values(portal),
  ...Object.values(identity),
  ...Object.values(documents),
];
