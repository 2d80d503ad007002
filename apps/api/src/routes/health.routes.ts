import type { RegisterRoots } from '../app.ts';
import { setRoutePattern } from '../http/request-context.ts';

export type Readiness = () => Promise<'ready' | 'draining' | 'not_migrated'>;

/**
 * `/livez`: this process answers. `/readyz`: it may be given requests; not while it drains and not before the
 * database has its tables. A fault that all instances share (a database that is down) is not looked at: it must not
 * take every one of them out of the balancer at once.
 */
export function createHealthRoutes({ readiness }: { readiness: Readiness }): RegisterRoots {
  return (router) => {
    router.get('/livez', (_request, response) => {
      setRoutePattern(response, '/livez');
      response.set('Cache-Control', 'no-store').json({ status: 'alive' });
    });
    router.get('/readyz', async (_request, response) => {
      setRoutePattern(response, '/readyz');
      const status = await readiness();
      response
        .status(status === 'ready' ? 200 : 503)
        .set('Cache-Control', 'no-store')
        .json({ status });
    });
  };
}
