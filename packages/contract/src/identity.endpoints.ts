import { endpoint } from './endpoint.ts';
import { AskForCodeBody, CodeSent, SessionAnswer, SignInBody } from './identity.ts';

export const askForCode = endpoint({
  name: 'askForCode',
  method: 'POST',
  path: '/sign-in/codes',
  summary: 'Send a six-digit code by e-mail or SMS; the same answer for every address',
  access: 'public',
  body: AskForCodeBody,
  responses: { 202: { description: 'On its way; an HttpOnly cookie binds it to this browser', body: CodeSent } },
  problems: ['invalid_request', 'too_many_requests', 'service_unavailable'],
});

export const signIn = endpoint({
  name: 'signIn',
  method: 'POST',
  path: '/sign-in/sessions',
  summary: 'Sign in with the code; the first time creates the account and its record',
  access: 'public',
  body: SignInBody,
  responses: { 201: { description: 'Signed in; the session is an HttpOnly cookie', body: SessionAnswer } },
  problems: ['code_wrong_or_expired', 'too_many_requests', 'service_unavailable'],
});

export const getSession = endpoint({
  name: 'getSession',
  method: 'GET',
  path: '/session',
  summary: 'Who am I, and until when',
  access: 'session',
  responses: { 200: { description: 'The session', body: SessionAnswer } },
  problems: [],
});

export const signOut = endpoint({
  name: 'signOut',
  method: 'DELETE',
  path: '/session',
  summary: 'Sign out here',
  access: 'session',
  responses: { 204: { description: 'Signed out' } },
  problems: [],
});
