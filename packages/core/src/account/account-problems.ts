import { PortalProblem } from '../problem.ts';

export const contactNotFound = () =>
  new PortalProblem('contact_not_found', 'There is no such address in your account, or it was removed.');

export const contactTaken = () =>
  new PortalProblem('contact_taken', 'This address belongs to another account. Please use another one.');

export const lastContact = () =>
  new PortalProblem('last_contact', 'This is your only address. Please add another one before you remove it.');
