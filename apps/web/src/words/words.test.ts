import { describe, expect, it } from 'vitest';
import { words as arabic } from './ar.ts';
import { activity } from './en.activity.ts';
import { documents } from './en.documents.ts';
import { settings } from './en.settings.ts';
import { words as signInWords } from './en.ts';
import { words as spanish } from './es.ts';

const english = { ...signInWords, documents, activity, settings };
const plural = /_(zero|one|two|few|many|other)$/;
const languages = { en: english, es: spanish, ar: arabic };

function flatten(words: object, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(words) as [string, unknown][]) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else if (typeof value === 'object' && value) {
      for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
    }
  }
  return flat;
}

function keysOf(words: object): string[] {
  return [...new Set([...flatten(words).keys()].map((key) => key.replace(plural, '')))].toSorted();
}

function placeholdersOf(text: string): string[] {
  return [...new Set(text.match(/\{\{.*?\}\}|<\/?\w+\s*\/?>/g))].toSorted();
}

describe.each(['es', 'ar'] as const)('the words in %s', (language) => {
  const translated = flatten(languages[language]);

  it('say everything that the English ones say, and nothing else', () => {
    expect(keysOf(languages[language])).toEqual(keysOf(english));
  });

  it('keep the places where names, numbers and emphasis go', () => {
    const simple = [...flatten(english)].filter(([key]) => !plural.test(key));
    const wanted = simple.map(([key, text]) => [key, placeholdersOf(text)]);
    expect(simple.map(([key]) => [key, placeholdersOf(translated.get(key) ?? '')])).toEqual(wanted);
  });
});

describe.each(['en', 'es', 'ar'] as const)('counted things in %s', (language) => {
  it('have every form that the language counts with', () => {
    const flat = flatten(languages[language]);
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const counted = [
      ...new Set([...flat.keys()].filter((key) => plural.test(key)).map((key) => key.replace(plural, ''))),
    ];
    const missing = counted.flatMap((key) => forms.map((form) => `${key}_${form}`)).filter((key) => !flat.has(key));
    expect(missing).toEqual([]);
  });

  it('leaves no sentence empty', () => {
    expect([...flatten(languages[language])].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});
