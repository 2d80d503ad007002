import { Readable } from 'node:stream';
import { followDocuments } from '@portal/contract/events.endpoints';
import type { RegisterRoutes } from '../http/api-routes.ts';
import type { CookieJar } from '../http/cookies.ts';
import type { FollowDocuments } from '../http/follow-documents.ts';
import { sessionOf } from '../http/request-context.ts';
import { sessionCookie } from '../http/session.ts';

// A proxy of nginx's kind would keep what is said until there is enough of it.
const headers = { 'X-Accel-Buffering': 'no' };

export function createEventsRoutes(useCases: { followDocuments: FollowDocuments }, cookies: CookieJar): RegisterRoutes {
  return (api) => {
    api.route(followDocuments, async ({ request, response }) => {
      // Who asks for the headers alone listens to nothing.
      if (request.method === 'HEAD') return { status: 200, headers, text: Readable.from([]) };
      const token = cookies.read(request, sessionCookie) ?? '';
      return { status: 200, headers, text: await useCases.followDocuments({ token, session: sessionOf(response) }) };
    });
  };
}
