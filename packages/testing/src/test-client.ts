import supertest from 'supertest';
import type { Test } from 'supertest';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** A browser's side of the portal: keeps cookies, and sends what our page sends along. Paths are those of the contract. */
export type TestClient = Record<Method, (path: string) => Test> & {
  /** The same cookies for any path (`/files/…`), without the page's headers. */
  agent: ReturnType<typeof supertest.agent>;
};

export function createTestClient({ url }: { url: string }): TestClient {
  const agent = supertest.agent(url);
  const call = (method: Method) => (path: string) =>
    agent[method](`/api/v1${path}`).set('Origin', url).set('X-Requested-With', 'fetch');
  return {
    agent,
    get: call('get'),
    post: call('post'),
    put: call('put'),
    patch: call('patch'),
    delete: call('delete'),
  };
}
