import { endpoint } from './endpoint.ts';
import { PortalAnswer } from './portal.ts';

export const getPortal = endpoint({
  name: 'getPortal',
  method: 'GET',
  path: '/portal',
  summary: 'What this portal is and what it takes',
  access: 'public',
  responses: { 200: { description: 'The portal', body: PortalAnswer } },
  problems: [],
});
