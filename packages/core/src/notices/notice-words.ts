import type { MessageLanguage } from '../messages/message-languages.ts';
import type { NoticeKind } from './notice.ts';

/** A sentence for each form that the language counts with; `other` stands for the forms that are missing. */
export type Counted = { [Form in Intl.LDMLPluralRule]?: (n: string) => string } & { other: (n: string) => string };

export type NoticeWords = {
  /** Shown on locked screens: says that there is news, and of what kind at most. */
  subject: { documents: string; newDevice: string };
  sentences: Record<Exclude<NoticeKind, 'new_device'>, Counted>;
  newDevice: {
    one: (day: string, time: string) => string;
    /** The newest of several. */
    several: (day: string, time: string) => string;
    device: (browser: string, system: string) => string;
    wasIt: (url: string) => string;
    /** All of it, short enough for a text message. */
    text: (url: string) => string;
  };
  whereToSee: (url: string) => string;
  whereToChoose: string;
};

export const noticeWords: Record<MessageLanguage, NoticeWords> = {
  en: {
    subject: {
      documents: 'News of your documents',
      newDevice: 'A sign-in from a device that is new to us',
    },
    sentences: {
      document_ready: {
        one: () => 'A document is checked and ready for you.',
        other: (n) => `${n} documents are checked and ready for you.`,
      },
      document_blocked: {
        one: () => 'A document was not safe. Nobody can open it; you can delete it.',
        other: (n) => `${n} documents were not safe. Nobody can open them; you can delete them.`,
      },
      document_needs_you: {
        one: () => 'A document could not be taken as it is. The portal says why, and what you can do.',
        other: (n) => `${n} documents could not be taken as they are. The portal says why, and what you can do.`,
      },
      trash_ending: {
        one: () => 'A document leaves the trash for good in about 3 days. Until then you can take it back.',
        other: (n) => `${n} documents leave the trash for good in about 3 days. Until then you can take them back.`,
      },
    },
    newDevice: {
      one: (day, time) =>
        `Somebody signed in to your account on ${day} at ${time} UTC, from a device that was not used for it before.`,
      several: (day, time) =>
        `Somebody signed in to your account from devices that were not used for it before, the last time on ${day} at ${time} UTC.`,
      device: (browser, system) => `It said that it is ${browser} on ${system}.`,
      wasIt: (url) =>
        `If it was you, you need not do anything. If not, sign in at ${url}, sign out that device under “My account”, and look at your addresses.`,
      text: (url) => `A new device signed in to your account. Not you? Sign it out: ${url}`,
    },
    whereToSee: (url) => `Sign in to see more: ${url}`,
    whereToChoose: 'Which messages you get is up to you: you choose under “My account”.',
  },
  es: {
    subject: {
      documents: 'Novedades de sus documentos',
      newDevice: 'Un inicio de sesión desde un dispositivo nuevo',
    },
    sentences: {
      document_ready: {
        one: () => 'Un documento está revisado y listo para usted.',
        other: (n) => `${n} documentos están revisados y listos para usted.`,
      },
      document_blocked: {
        one: () => 'Un documento no era seguro. Nadie puede abrirlo; usted puede eliminarlo.',
        other: (n) => `${n} documentos no eran seguros. Nadie puede abrirlos; usted puede eliminarlos.`,
      },
      document_needs_you: {
        one: () => 'Un documento no se pudo aceptar tal como está. El portal dice por qué y qué puede hacer usted.',
        other: (n) =>
          `${n} documentos no se pudieron aceptar tal como están. El portal dice por qué y qué puede hacer usted.`,
      },
      trash_ending: {
        one: () =>
          'Un documento sale de la papelera para siempre en unos 3 días. Hasta entonces puede usted recuperarlo.',
        other: (n) =>
          `${n} documentos salen de la papelera para siempre en unos 3 días. Hasta entonces puede usted recuperarlos.`,
      },
    },
    newDevice: {
      one: (day, time) =>
        `Alguien entró en su cuenta el ${day} a las ${time} UTC desde un dispositivo que no se había usado antes con ella.`,
      several: (day, time) =>
        `Alguien entró en su cuenta desde dispositivos que no se habían usado antes con ella, la última vez el ${day} a las ${time} UTC.`,
      device: (browser, system) => `Dijo ser ${browser} en ${system}.`,
      wasIt: (url) =>
        `Si ha sido usted, no tiene que hacer nada. Si no, entre en ${url}, cierre la sesión de ese dispositivo en «Mi cuenta» y revise sus direcciones.`,
      text: (url) => `Un dispositivo nuevo ha entrado en su cuenta. ¿No ha sido usted? Cierre su sesión: ${url}`,
    },
    whereToSee: (url) => `Entre para ver más: ${url}`,
    whereToChoose: 'Usted decide qué mensajes recibe: puede elegirlo en «Mi cuenta».',
  },
  ar: {
    subject: {
      documents: 'جديد في مستنداتك',
      newDevice: 'دخول إلى حسابك من جهاز جديد',
    },
    sentences: {
      document_ready: {
        one: () => 'فُحص مستند وهو جاهز لك.',
        two: () => 'فُحص مستندان وهما جاهزان لك.',
        few: (n) => `فُحصت ${n} مستندات وهي جاهزة لك.`,
        many: (n) => `فُحص ${n} مستندًا وهي جاهزة لك.`,
        other: (n) => `فُحص ${n} مستند وهي جاهزة لك.`,
      },
      document_blocked: {
        one: () => 'هناك مستند لم يكن آمنًا. لا يستطيع أحد فتحه، ويمكنك حذفه.',
        two: () => 'هناك مستندان لم يكونا آمنين. لا يستطيع أحد فتحهما، ويمكنك حذفهما.',
        few: (n) => `هناك ${n} مستندات لم تكن آمنة. لا يستطيع أحد فتحها، ويمكنك حذفها.`,
        many: (n) => `هناك ${n} مستندًا لم تكن آمنة. لا يستطيع أحد فتحها، ويمكنك حذفها.`,
        other: (n) => `هناك ${n} مستند لم تكن آمنة. لا يستطيع أحد فتحها، ويمكنك حذفها.`,
      },
      document_needs_you: {
        one: () => 'تعذّر قبول مستند كما هو. تخبرك البوابة بالسبب وبما يمكنك فعله.',
        two: () => 'تعذّر قبول مستندين كما هما. تخبرك البوابة بالسبب وبما يمكنك فعله.',
        few: (n) => `تعذّر قبول ${n} مستندات كما هي. تخبرك البوابة بالسبب وبما يمكنك فعله.`,
        many: (n) => `تعذّر قبول ${n} مستندًا كما هي. تخبرك البوابة بالسبب وبما يمكنك فعله.`,
        other: (n) => `تعذّر قبول ${n} مستند كما هي. تخبرك البوابة بالسبب وبما يمكنك فعله.`,
      },
      trash_ending: {
        one: () => 'سيغادر مستند سلة المحذوفات نهائيًا بعد نحو 3 أيام. يمكنك استعادته حتى ذلك الحين.',
        two: () => 'سيغادر مستندان سلة المحذوفات نهائيًا بعد نحو 3 أيام. يمكنك استعادتهما حتى ذلك الحين.',
        few: (n) => `ستغادر ${n} مستندات سلة المحذوفات نهائيًا بعد نحو 3 أيام. يمكنك استعادتها حتى ذلك الحين.`,
        many: (n) => `سيغادر ${n} مستندًا سلة المحذوفات نهائيًا بعد نحو 3 أيام. يمكنك استعادتها حتى ذلك الحين.`,
        other: (n) => `سيغادر ${n} مستند سلة المحذوفات نهائيًا بعد نحو 3 أيام. يمكنك استعادتها حتى ذلك الحين.`,
      },
    },
    newDevice: {
      one: (day, time) =>
        `دخل شخص ما إلى حسابك في ${day} الساعة ${time} بالتوقيت العالمي من جهاز لم يُستخدم معه من قبل.`,
      several: (day, time) =>
        `دخل شخص ما إلى حسابك من أجهزة لم تُستخدم معه من قبل، وآخر مرة في ${day} الساعة ${time} بالتوقيت العالمي.`,
      device: (browser, system) => `وعرّف الجهاز نفسه بأنه ${browser} على ${system}.`,
      wasIt: (url) =>
        `إن كنت أنت فلا حاجة إلى فعل شيء. وإلا فادخل إلى ${url} وسجّل خروج ذلك الجهاز من «حسابي» وراجع عناوينك.`,
      text: (url) => `دخل جهاز جديد إلى حسابك. لست أنت؟ سجّل خروجه: ${url}`,
    },
    whereToSee: (url) => `ادخل لترى المزيد: ${url}`,
    whereToChoose: 'أنت من يقرر أي الرسائل تصلك: اختر ذلك من «حسابي».',
  },
};
