import { normaliseContact } from '@portal/core/identity/contact';
import type { MailboxPort } from '@portal/core/messages/messages.port';
import { isProblem, PortalProblem } from '@portal/core/problem';
import type { RequestHandler } from 'express';
import type { RegisterRoots } from '../app.ts';
import { setRoutePattern } from '../http/request-context.ts';
import { noStore } from '../http/security-headers.ts';
import { mailboxPage, mailboxStyles } from './mailbox.page.ts';

export const mailboxPath = '/dev/mailbox';

const namesOfThisMachine = ['localhost', '127.0.0.1', '[::1]'];

/** What was sent, for the developer of this machine. Registered in local mode only. */
export function createMailboxRoutes(mailbox: MailboxPort, { publicUrl }: { publicUrl: URL }): RegisterRoots {
  return (router) => {
    const pattern = (path: string) =>
      [
        path,
        noStore(),
        underOwnNameOnly([publicUrl.hostname, ...namesOfThisMachine]),
        (...[, response, next]: Parameters<ReturnType<typeof noStore>>) => {
          setRoutePattern(response, path);
          next();
        },
      ] as const;
    router.get(...pattern(mailboxPath), (_request, response) => {
      response.type('html').send(mailboxPage(mailbox.read()));
    });
    router.get(...pattern(`${mailboxPath}.css`), (_request, response) => {
      response.type('css').send(mailboxStyles);
    });
    router.get(...pattern(`${mailboxPath}.json`), (request, response) => {
      const { to } = request.query;
      const messages = mailbox.read(typeof to === 'string' ? asSentTo(to) : undefined);
      response.json(
        messages.map(({ to: address, subject, text, html, sentAt }) => ({
          to: address,
          subject,
          text,
          html: html ?? null,
          sentAt,
        })),
      );
    });
  };
}

/**
 * A page of somebody else whose name comes to mean this machine (DNS rebinding) reads what it asks for here; its
 * browser still says by which name it came. Not `request.hostname`, which may be what such a page wrote into
 * `X-Forwarded-Host`.
 */
function underOwnNameOnly(names: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    const asked = URL.parse(`http://${request.headers.host ?? ''}`)?.hostname;
    if (asked !== undefined && names.includes(asked)) return next();
    next(new PortalProblem('not_found', 'There is nothing at this address.'));
  };
}

/** The spelling that messages are sent to. A `+` that was not escaped arrives as a space. */
function asSentTo(typed: string): string {
  const address = typed.replace(/^ (?=\d)/, '+');
  try {
    return normaliseContact(
      { channel: address.includes('@') ? 'email' : 'sms', address },
      { defaultCountry: undefined },
    ).address;
  } catch (error) {
    if (isProblem(error, 'invalid_request')) return address;
    throw error;
  }
}
