import type { MailboxMessage } from '@portal/core/messages/messages.port';

/** Everything that a message holds is text here, whatever it looks like. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

export function mailboxPage(messages: readonly MailboxMessage[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Mailbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/dev/mailbox.css">
</head>
<body>
<main>
<h1>Mailbox</h1>
<p>The messages that this portal would have sent, newest first. It is for a developer's machine: whoever can open this page can read them.</p>
${messages.length === 0 ? '<p>No messages yet.</p>' : messages.map(messageArticle).join('\n')}
</main>
</body>
</html>
`;
}

function messageArticle({ to, subject, text, channel, sentAt }: MailboxMessage): string {
  const time = sentAt.toISOString();
  return `<article>
<h2 dir="auto">${escapeHtml(subject)}</h2>
<p>${channel === 'sms' ? 'Text message' : 'E-mail'} to <b>${escapeHtml(to)}</b>, <time datetime="${time}">${time.slice(0, 19).replace('T', ' ')} UTC</time></p>
<pre dir="auto">${markCode(escapeHtml(text))}</pre>
</article>`;
}

/** A code is looked for by eye: it is set off from its sentence. */
function markCode(html: string): string {
  return html.replaceAll(/(?<![\d#])\d{6}(?!\d)/g, '<strong>$&</strong>');
}

export const mailboxStyles = `:root { color-scheme: light dark; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: light-dark(#17201d, #edefe8); background: light-dark(#f3f2ed, #141a18); }
main { max-width: 44rem; margin: 0 auto; padding: 2rem 1rem; }
article { margin: 1.5rem 0; padding: 1rem 1.25rem; border: 1px solid light-dark(#d8d5c9, #303a36); border-radius: 4px; background: light-dark(#ffffff, #1d2522); }
h1, h2 { line-height: 1.25; }
h2 { margin: 0; font-size: 1.125rem; }
article p { margin: 0.25rem 0 0; color: light-dark(#454e49, #bcc5be); overflow-wrap: anywhere; }
pre { margin: 1rem 0 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
pre strong { font-size: 1.25rem; }
`;
