import { endpoint } from './endpoint.ts';
import { SessionAnswer } from './identity.ts';
import { ConfirmSessionBody, EndedSessions, OpenSessions, SessionParams } from './sessions.ts';

export const extendSession = endpoint({
  name: 'extendSession',
  method: 'POST',
  path: '/session/extend',
  summary: 'Stay signed in: the idle time begins anew',
  access: 'session',
  responses: { 200: { description: 'The session', body: SessionAnswer } },
  problems: [],
});

export const confirmSession = endpoint({
  name: 'confirmSession',
  method: 'POST',
  path: '/session/confirm',
  summary: 'Sign in afresh, with a code sent to an address of mine or a passkey, for what asks for it',
  access: 'session',
  body: ConfirmSessionBody,
  responses: { 200: { description: 'The session, fresh for ten minutes', body: SessionAnswer } },
  problems: ['code_wrong_or_expired', 'passkey_refused', 'too_many_requests', 'service_unavailable'],
});

export const listSessions = endpoint({
  name: 'listSessions',
  method: 'GET',
  path: '/sessions',
  summary: 'My signed-in devices',
  access: 'session',
  responses: { 200: { description: 'All of them, last used first', body: OpenSessions } },
  problems: [],
});

export const endSession = endpoint({
  name: 'endSession',
  method: 'DELETE',
  path: '/sessions/:sessionId',
  summary: 'Sign out there',
  access: 'session',
  params: SessionParams,
  responses: { 204: { description: 'Signed out' } },
  problems: ['session_not_found'],
});

export const endOtherSessions = endpoint({
  name: 'endOtherSessions',
  method: 'DELETE',
  path: '/sessions',
  summary: 'Sign out everywhere else',
  access: 'session',
  responses: { 200: { description: 'How many were ended', body: EndedSessions } },
  problems: [],
});
