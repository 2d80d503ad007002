import type { MessageLanguage } from './message-languages.ts';
import type { Message } from './messages.port.ts';

export type MessageParts = {
  to: { channel: Message['channel']; address: string };
  language: MessageLanguage;
  /** Shown on locked screens: holds nothing that is for the patient alone. */
  subject: string;
  paragraphs: readonly string[];
  /** Shown large, after the first paragraph of an e-mail. */
  code: string | undefined;
  /** The last line, for programs: a phone's or a browser's. */
  lastLine: string | undefined;
};

/** One message, as plain text and, by e-mail, as HTML: no links, no pictures, nothing that is loaded from anywhere. */
export function writeMessage(parts: MessageParts): Message {
  const { to, subject, paragraphs, lastLine } = parts;
  const isEmail = to.channel === 'email';
  const text = [paragraphs.join(isEmail ? '\n\n' : '\n'), ...(lastLine === undefined ? [] : ['', lastLine])].join('\n');
  return { channel: to.channel, to: to.address, subject, text, html: isEmail ? writeHtml(parts) : undefined };
}

const body = 'margin:0;padding:24px 16px;font-family:system-ui,sans-serif;font-size:18px;line-height:1.5';
const largeCode = 'margin:0 0 24px;font-size:36px;font-weight:700;letter-spacing:0.15em';
const small = 'margin:24px 0 0;font-size:14px';

function writeHtml({ language, subject, paragraphs, code, lastLine }: MessageParts): string {
  const [first = '', ...others] = paragraphs.map(
    (paragraph) => `<p style="margin:0 0 16px">${escapeHtml(paragraph)}</p>`,
  );
  return [
    '<!doctype html>',
    `<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(subject)}</title>`,
    '</head>',
    `<body style="${body}">`,
    '<main style="max-width:560px;margin:0 auto">',
    first,
    ...(code === undefined ? [] : [`<p dir="ltr" style="${largeCode}">${escapeHtml(code)}</p>`]),
    ...others,
    ...(lastLine === undefined ? [] : [`<p dir="ltr" style="${small}">${escapeHtml(lastLine)}</p>`]),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
