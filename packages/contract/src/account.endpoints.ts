import { AccountAnswer, AddContactBody, ChangeAccountBody, ContactParams } from './account.ts';
import { endpoint } from './endpoint.ts';
import { CodeSent, SignInBody } from './identity.ts';

export const getAccount = endpoint({
  name: 'getAccount',
  method: 'GET',
  path: '/account',
  summary: 'My name, language and addresses, and which messages I get',
  access: 'session',
  responses: { 200: { description: 'The account', body: AccountAnswer } },
  problems: [],
});

export const changeAccount = endpoint({
  name: 'changeAccount',
  method: 'PATCH',
  path: '/account',
  summary: 'Change my name, the language of my messages, or which ones I get',
  access: 'session',
  body: ChangeAccountBody,
  responses: { 200: { description: 'The account as it is now', body: AccountAnswer } },
  problems: [],
});

export const addContact = endpoint({
  name: 'addContact',
  method: 'POST',
  path: '/account/contacts',
  summary: 'Send a code to a new address of mine; needs a fresh sign-in',
  access: 'session',
  body: AddContactBody,
  responses: { 202: { description: 'On its way, the same answer for every address', body: CodeSent } },
  problems: ['fresh_sign_in_required', 'too_many_requests', 'service_unavailable'],
});

export const verifyContact = endpoint({
  name: 'verifyContact',
  method: 'POST',
  path: '/account/contacts/verify',
  summary: 'Prove the new address by its code; the other addresses are told',
  access: 'session',
  body: SignInBody,
  responses: { 201: { description: 'It signs me in from now on', body: AccountAnswer } },
  problems: [
    'fresh_sign_in_required',
    'code_wrong_or_expired',
    'contact_taken',
    'too_many_requests',
    'service_unavailable',
  ],
});

export const removeContact = endpoint({
  name: 'removeContact',
  method: 'DELETE',
  path: '/account/contacts/:contactId',
  summary: 'Remove an address: it signs me in no more, and is told so; the last one stays',
  access: 'session',
  params: ContactParams,
  responses: { 200: { description: 'The account as it is now', body: AccountAnswer } },
  problems: ['fresh_sign_in_required', 'contact_not_found', 'last_contact'],
});
