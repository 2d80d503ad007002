import {
  confirmSession,
  endOtherSessions,
  endSession,
  extendSession,
  listSessions,
} from '@portal/contract/sessions.endpoints';
import type { ConfirmSession } from '@portal/core/identity/confirm-session';
import type { DescribeSession } from '@portal/core/identity/describe-session';
import type { EndOtherSessions } from '@portal/core/identity/end-other-sessions';
import type { EndSession } from '@portal/core/identity/end-session';
import type { ExtendSession } from '@portal/core/identity/extend-session';
import type { ListSessions } from '@portal/core/identity/list-sessions';
import type { RegisterRoutes } from '../http/api-routes.ts';
import type { CookieJar } from '../http/cookies.ts';
import { sessionOf } from '../http/request-context.ts';
import { sessionCookie } from '../http/session.ts';
import { presentSession } from './identity.presenter.ts';
import { challengeCookie } from './identity.routes.ts';
import { passkeyCookie } from './passkey-sign-in.routes.ts';
import { presentOpenSession } from './sessions.presenter.ts';

export type SessionsUseCases = {
  describeSession: DescribeSession;
  extendSession: ExtendSession;
  confirmSession: ConfirmSession;
  listSessions: ListSessions;
  endSession: EndSession;
  endOtherSessions: EndOtherSessions;
};

export function createSessionsRoutes(useCases: SessionsUseCases, cookies: CookieJar): RegisterRoutes {
  return (api) => {
    api.route(extendSession, async ({ request, response }) => {
      const token = cookies.read(request, sessionCookie) ?? '';
      const session = await useCases.extendSession({ session: sessionOf(response), token });
      return { status: 200, body: presentSession(await useCases.describeSession(session)) };
    });

    api.route(confirmSession, async ({ viewer, body, request, response }) => {
      const cookie = body.method === 'code' ? challengeCookie : passkeyCookie;
      const held = cookies.read(request, cookie);
      const proof = body.method === 'code' ? { ...body, sealedTicket: held } : { ...body, ticket: held };
      await useCases.confirmSession({ viewer, proof });
      cookies.clear(response, cookie);
      return { status: 200, body: presentSession(await useCases.describeSession(sessionOf(response))) };
    });

    api.route(listSessions, async ({ viewer }) => {
      const sessions = await useCases.listSessions(viewer);
      const items = sessions.map((session) => presentOpenSession(session, viewer.sessionId));
      return { status: 200, body: { items } };
    });

    api.route(endSession, async ({ viewer, params }) => {
      await useCases.endSession({ viewer, sessionId: params.sessionId });
      return { status: 204 };
    });

    api.route(endOtherSessions, async ({ viewer }) => ({
      status: 200,
      body: { ended: await useCases.endOtherSessions(viewer) },
    }));
  };
}
