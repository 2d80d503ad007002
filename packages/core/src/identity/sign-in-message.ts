import type { MessageLanguage } from '../messages/message-languages.ts';
import type { Message } from '../messages/messages.port.ts';
import { writeMessage } from '../messages/write-message.ts';
import type { Contact } from './people.port.ts';

type Words = {
  subject: string;
  code: (code: string) => string;
  sentAt: (day: string, time: string) => string;
  lifetime: (minutes: number) => string;
  neverAsked: string;
  notYou: string;
};

const catalogue: Record<MessageLanguage, Words> = {
  en: {
    subject: 'Your code for the Medical Documents Portal',
    code: (code) => `Your code for the Medical Documents Portal is ${code}.`,
    sentAt: (day, time) => `It was asked for on ${day} at ${time} UTC`,
    lifetime: (minutes) => `and is good for ${minutes} minutes.`,
    neverAsked: 'Nobody from the portal will ever ask you for it, on the phone or anywhere else.',
    notYou: 'If it was not you who asked, you need not do anything.',
  },
  es: {
    subject: 'Su código para el portal de documentos médicos',
    code: (code) => `Su código para el portal de documentos médicos es ${code}.`,
    sentAt: (day, time) => `Se pidió el ${day} a las ${time} UTC`,
    lifetime: (minutes) => `y vale durante ${minutes} minutos.`,
    neverAsked: 'Nadie del portal se lo pedirá nunca, ni por teléfono ni de otra forma.',
    notYou: 'Si no lo ha pedido usted, no tiene que hacer nada.',
  },
  ar: {
    subject: 'رمز الدخول إلى بوابة المستندات الطبية',
    code: (code) => `رمز الدخول إلى بوابة المستندات الطبية هو ${code}.`,
    sentAt: (day, time) => `طُلب في ${day} الساعة ${time} بالتوقيت العالمي`,
    lifetime: (minutes) => `وهو صالح لمدة ${minutes} دقائق.`,
    neverAsked: 'لن يطلبه منك أحد من البوابة أبدًا، لا عبر الهاتف ولا بأي طريقة أخرى.',
    notYou: 'إن لم تكن أنت من طلبه فلا حاجة إلى فعل شيء.',
  },
};

/**
 * The message that carries a code. The subject does not: it is shown on locked screens. The last line binds the code to
 * the portal's host, so that it is filled in there and nowhere else
 * (https://wicg.github.io/sms-one-time-codes/).
 */
export function signInMessage(input: {
  contact: Contact;
  code: string;
  sentAt: Date;
  lifetimeMs: number;
  host: string;
  language: MessageLanguage;
}): Message {
  const { contact, code, language } = input;
  const words = catalogue[language];
  const [day = '', time = ''] = input.sentAt.toISOString().split('T');
  const minutes = Math.round(input.lifetimeMs / 60_000);
  const when = `${words.sentAt(day, time.slice(0, 5))} ${words.lifetime(minutes)}`;
  const paragraphs = [words.code(code), when, words.neverAsked];
  return writeMessage({
    to: contact,
    language,
    subject: words.subject,
    paragraphs: contact.channel === 'email' ? [...paragraphs, words.notYou] : paragraphs,
    code,
    lastLine: `@${input.host} #${code}`,
  });
}
