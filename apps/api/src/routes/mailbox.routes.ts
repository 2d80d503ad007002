import { normaliseContact } from '@portal/core/identity/contact';
import type { MailboxPort } from '@portal/core/messages/messages.port';
import { isProblem } from '@portal/core/problem';
import type { RegisterRoots } from '../app.ts';
import { setRoutePattern } from '../http/request-context.ts';
import { noStore } from '../http/security-headers.ts';
import { mailboxPage, mailboxStyles } from './mailbox.page.ts';

export const mailboxPath = '/dev/mailbox';

/** What was sent, for the developer of this machine. Registered in local mode only. */
export function createMailboxRoutes(mailbox: MailboxPort): RegisterRoots {
  return (router) => {
    const pattern = (path: string) =>
      [
        path,
        noStore(),
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
      response.json(messages.map(({ to: address, subject, text, sentAt }) => ({ to: address, subject, text, sentAt })));
    });
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
