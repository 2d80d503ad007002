export const languages = ['en', 'es', 'ar'] as const;
export type Language = (typeof languages)[number];

/** Each in its own words, so that everybody finds theirs. */
export const languageNames: Record<Language, string> = { en: 'English', es: 'Español', ar: 'العربية' };

const storageKey = 'language';

export function isLanguage(tag: string | undefined): tag is Language {
  return languages.some((language) => language === tag);
}

/** The first of the wished languages that we speak; English where we speak none of them. */
export function pickLanguage(wished: readonly (string | null)[]): Language {
  for (const tag of wished) {
    const language = tag?.slice(0, 2).toLowerCase();
    if (isLanguage(language)) return language;
  }
  return 'en';
}

export function firstLanguage(): Language {
  return pickLanguage([readStored(), ...navigator.languages]);
}

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/** Tells the browser, so that hyphens, voices, fonts and the direction are right. */
export function showLanguage(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage is refused in some private windows: the choice then lasts as long as the page.
  }
}

function readStored(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    // As above: nothing is stored where nothing can be.
    return null;
  }
}
