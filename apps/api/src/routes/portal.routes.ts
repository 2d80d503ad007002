import type { PortalAnswer } from '@portal/contract/portal';
import { getPortal } from '@portal/contract/portal.endpoints';
import type { RegisterRoutes } from '../http/api-routes.ts';

export function createPortalRoutes(portal: PortalAnswer): RegisterRoutes {
  return (api) => {
    api.route(getPortal, () => ({ status: 200, body: portal }));
  };
}
