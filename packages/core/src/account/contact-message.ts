import type { Contact } from '../identity/people.port.ts';
import type { MessageLanguage } from '../messages/message-languages.ts';
import type { Message } from '../messages/messages.port.ts';
import { writeMessage } from '../messages/write-message.ts';

type Words = {
  subject: string;
  added: (changed: string) => string;
  removed: (changed: string) => string;
  when: (day: string, time: string) => string;
  notYou: (host: string) => string;
};

const catalogue: Record<MessageLanguage, Words> = {
  en: {
    subject: 'An address of your account was changed',
    added: (changed) => `The address ${changed} was added to your account at the Medical Documents Portal.`,
    removed: (changed) => `The address ${changed} was removed from your account at the Medical Documents Portal.`,
    when: (day, time) => `That was on ${day} at ${time} UTC.`,
    notYou: (host) => `If it was not you, sign in at ${host} and look at your account and your devices.`,
  },
  es: {
    subject: 'Ha cambiado una dirección de su cuenta',
    added: (changed) => `Se ha añadido la dirección ${changed} a su cuenta del portal de documentos médicos.`,
    removed: (changed) => `Se ha quitado la dirección ${changed} de su cuenta del portal de documentos médicos.`,
    when: (day, time) => `Fue el ${day} a las ${time} UTC.`,
    notYou: (host) => `Si no ha sido usted, entre en ${host} y revise su cuenta y sus dispositivos.`,
  },
  ar: {
    subject: 'تغيّر أحد عناوين حسابك',
    added: (changed) => `أُضيف العنوان ${changed} إلى حسابك في بوابة المستندات الطبية.`,
    removed: (changed) => `أُزيل العنوان ${changed} من حسابك في بوابة المستندات الطبية.`,
    when: (day, time) => `كان ذلك في ${day} الساعة ${time} بالتوقيت العالمي.`,
    notYou: (host) => `إن لم تكن أنت من فعل ذلك فادخل إلى ${host} وراجع حسابك وأجهزتك.`,
  },
};

/** Says that an address came or went. `changed` is masked: the message may be read by whoever it warns of. */
export function contactMessage(input: {
  what: 'added' | 'removed';
  to: Contact;
  changed: string;
  at: Date;
  host: string;
  language: MessageLanguage;
}): Message {
  const { to, language, changed, at, host } = input;
  const words = catalogue[language];
  const [day = '', time = ''] = at.toISOString().split('T');
  const paragraphs = [words[input.what](changed), words.when(day, time.slice(0, 5)), words.notYou(host)];
  return writeMessage({ to, language, subject: words.subject, paragraphs, code: undefined, lastLine: undefined });
}
