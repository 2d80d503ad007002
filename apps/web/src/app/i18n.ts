import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { words as english } from '../words/en.ts';
import { firstLanguage, rememberLanguage, showLanguage } from './language.ts';
import type { Language } from './language.ts';

type Words = Record<string, unknown>;

/** English is always there; the others come when somebody speaks them. */
const catalogues: Record<Language, () => Promise<{ words: Words }>> = {
  en: async () => ({ words: english }),
  es: () => import('../words/es.ts'),
  ar: () => import('../words/ar.ts'),
};

/** Resolves when the words of the visitor's language can be shown. */
export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    supportedLngs: Object.keys(catalogues),
    resources: { en: { translation: english } },
    // React escapes what it shows; twice would show "&amp;".
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await speak(firstLanguage());
}

/** English words for what the sign-in page does not speak of. The other catalogues are whole. */
export async function learnSignedInWords(): Promise<void> {
  const [{ documents }, { settings }] = await Promise.all([
    import('../words/en.documents.ts'),
    import('../words/en.settings.ts'),
  ]);
  i18next.addResourceBundle('en', 'translation', { documents, settings }, true);
}

/** English words for what was done with documents, which few pages show. */
export async function learnActivityWords(): Promise<void> {
  const { activity } = await import('../words/en.activity.ts');
  i18next.addResourceBundle('en', 'translation', { activity }, true);
}

/** Changes the language of the page and remembers it. */
export async function chooseLanguage(language: Language): Promise<void> {
  rememberLanguage(language);
  await speak(language);
}

async function speak(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    const { words } = await catalogues[language]();
    i18next.addResourceBundle(language, 'translation', words);
  }
  await i18next.changeLanguage(language);
  showLanguage(language);
}
