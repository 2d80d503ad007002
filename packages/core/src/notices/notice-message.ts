import type { MessageLanguage } from '../messages/message-languages.ts';
import type { Message } from '../messages/messages.port.ts';
import { writeMessage } from '../messages/write-message.ts';
import { type NoticeContact, type NoticeKind, noticeKinds } from './notice.ts';
import type { BatchContents } from './notices.port.ts';
import { type Counted, noticeWords } from './notice-words.ts';

/** As its owner would call it; undefined where nobody can tell. */
export type NameDevice = (userAgent: string) => { browser: string; system: string } | undefined;

export type NoticeMessageInput = {
  /** The same for each try: a mail program that gets it twice shows it once. */
  messageId: string;
  to: NoticeContact;
  /** Those that this address is told of. */
  kinds: readonly NoticeKind[];
  counts: BatchContents['counts'];
  signIn: BatchContents['signIn'];
  language: MessageLanguage;
  /** Where the portal is: nothing in it signs anybody in, or says what it is about. */
  publicUrl: string;
  nameDevice: NameDevice;
};

/** One message about all that came together. It holds counts and times: no title, no file name, no other address. */
export function noticeMessage(input: NoticeMessageInput): Message {
  const { to, kinds, language, signIn, messageId } = input;
  const words = noticeWords[language];
  const isSecurity = kinds.includes('new_device') && signIn !== undefined;
  const paragraphs = isSecurity ? signInParagraphs(input, signIn) : documentParagraphs(input);
  const message = writeMessage({
    to,
    language,
    subject: isSecurity ? words.subject.newDevice : words.subject.documents,
    paragraphs,
    code: undefined,
    lastLine: undefined,
  });
  return { ...message, messageId };
}

function documentParagraphs({ to, kinds, counts, language, publicUrl }: NoticeMessageInput): string[] {
  const words = noticeWords[language];
  const sentences = noticeKinds.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    if (kind === 'new_device' || count === 0 || !kinds.includes(kind)) return [];
    return [sentenceOf(words.sentences[kind], count, language)];
  });
  if (to.channel === 'sms') return [...sentences, publicUrl];
  return [...sentences, words.whereToSee(publicUrl), words.whereToChoose];
}

function sentenceOf(counted: Counted, count: number, language: MessageLanguage): string {
  const form = new Intl.PluralRules(language).select(count);
  return (counted[form] ?? counted.other)(String(count));
}

function signInParagraphs(
  { to, counts, language, publicUrl, nameDevice }: NoticeMessageInput,
  { at, userAgent }: NonNullable<BatchContents['signIn']>,
): string[] {
  const { one, several, device, wasIt, text } = noticeWords[language].newDevice;
  if (to.channel === 'sms') return [text(publicUrl)];
  const [day = '', time = ''] = at.toISOString().split('T');
  const isOne = (counts.new_device ?? 0) <= 1;
  const named = isOne ? nameDevice(userAgent) : undefined;
  return [
    (isOne ? one : several)(day, time.slice(0, 5)),
    ...(named ? [device(named.browser, named.system)] : []),
    wasIt(publicUrl),
  ];
}
