import type { MessageLanguage } from '../messages/message-languages.ts';
import type { Message } from '../messages/messages.port.ts';
import { writeMessage } from '../messages/write-message.ts';
import type { Contact } from './people.port.ts';
import type { CodePurpose } from './sign-in-secrets.ts';

type PurposeWords = {
  subject: string;
  /** By the channel that the code comes through. */
  code: Record<Contact['channel'], (code: string) => string>;
  notYou: string;
};

type Words = Record<CodePurpose, PurposeWords> & {
  sentAt: (day: string, time: string) => string;
  lifetime: (minutes: number) => string;
  neverAsked: string;
};

const always = (sentence: (code: string) => string): PurposeWords['code'] => ({ email: sentence, sms: sentence });

const catalogue: Record<MessageLanguage, Words> = {
  en: {
    sign_in: {
      subject: 'Your code for the Medical Documents Portal',
      code: always((code) => `Your code for the Medical Documents Portal is ${code}.`),
      notYou: 'If it was not you who asked, you need not do anything.',
    },
    add_address: {
      subject: 'Your code to add this address',
      code: {
        email: (code) =>
          `The code to add this e-mail address to an account at the Medical Documents Portal is ${code}.`,
        sms: (code) => `The code to add this phone number to an account at the Medical Documents Portal is ${code}.`,
      },
      notYou: 'If it was not you who asked, give the code to nobody: this address would join the account of another.',
    },
    sentAt: (day, time) => `It was asked for on ${day} at ${time} UTC`,
    lifetime: (minutes) => `and is good for ${minutes} minutes.`,
    neverAsked: 'Nobody from the portal will ever ask you for it, on the phone or anywhere else.',
  },
  es: {
    sign_in: {
      subject: 'Su código para el portal de documentos médicos',
      code: always((code) => `Su código para el portal de documentos médicos es ${code}.`),
      notYou: 'Si no lo ha pedido usted, no tiene que hacer nada.',
    },
    add_address: {
      subject: 'Su código para añadir esta dirección',
      code: {
        email: (code) =>
          `El código para añadir esta dirección de correo a una cuenta del portal de documentos médicos es ${code}.`,
        sms: (code) =>
          `El código para añadir este número de teléfono a una cuenta del portal de documentos médicos es ${code}.`,
      },
      notYou: 'Si no lo ha pedido usted, no dé el código a nadie: esta dirección pasaría a la cuenta de otra persona.',
    },
    sentAt: (day, time) => `Se pidió el ${day} a las ${time} UTC`,
    lifetime: (minutes) => `y vale durante ${minutes} minutos.`,
    neverAsked: 'Nadie del portal se lo pedirá nunca, ni por teléfono ni de otra forma.',
  },
  ar: {
    sign_in: {
      subject: 'رمز الدخول إلى بوابة المستندات الطبية',
      code: always((code) => `رمز الدخول إلى بوابة المستندات الطبية هو ${code}.`),
      notYou: 'إن لم تكن أنت من طلبه فلا حاجة إلى فعل شيء.',
    },
    add_address: {
      subject: 'رمز إضافة هذا العنوان',
      code: {
        email: (code) => `رمز إضافة هذا البريد الإلكتروني إلى حساب في بوابة المستندات الطبية هو ${code}.`,
        sms: (code) => `رمز إضافة رقم الهاتف هذا إلى حساب في بوابة المستندات الطبية هو ${code}.`,
      },
      notYou: 'إن لم تكن أنت من طلبه فلا تعطِ الرمز لأحد، وإلا صار هذا العنوان تابعًا لحساب شخص آخر.',
    },
    sentAt: (day, time) => `طُلب في ${day} الساعة ${time} بالتوقيت العالمي`,
    lifetime: (minutes) => `وهو صالح لمدة ${minutes} دقائق.`,
    neverAsked: 'لن يطلبه منك أحد من البوابة أبدًا، لا عبر الهاتف ولا بأي طريقة أخرى.',
  },
};

/**
 * The message that carries a code and says what it does. The subject holds no code: it is shown on locked screens. The
 * last line binds the code to the portal's host, so that it is filled in there and nowhere else
 * (https://wicg.github.io/sms-one-time-codes/).
 */
export function codeMessage(input: {
  contact: Contact;
  purpose: CodePurpose;
  code: string;
  sentAt: Date;
  lifetimeMs: number;
  host: string;
  language: MessageLanguage;
}): Message {
  const { contact, code, language } = input;
  const words = catalogue[language];
  const { subject, code: sentences, notYou } = words[input.purpose];
  const [day = '', time = ''] = input.sentAt.toISOString().split('T');
  const minutes = Math.round(input.lifetimeMs / 60_000);
  const when = `${words.sentAt(day, time.slice(0, 5))} ${words.lifetime(minutes)}`;
  const paragraphs = [sentences[contact.channel](code), when, words.neverAsked];
  return writeMessage({
    to: contact,
    language,
    subject,
    paragraphs: contact.channel === 'email' ? [...paragraphs, notYou] : paragraphs,
    code,
    lastLine: `@${input.host} #${code}`,
  });
}
