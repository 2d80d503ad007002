import type { words } from './en.ts';
import type { activity } from './en.activity.ts';
import type { documents } from './en.documents.ts';
import type { settings } from './en.settings.ts';

/** Everything the page says, as the English catalogues say it. */
export type Words = typeof words & {
  documents: typeof documents;
  activity: typeof activity;
  settings: typeof settings;
};

type PluralForm = `${string}_${'zero' | 'two' | 'few' | 'many'}`;

/** The same keys as the English words, with sentences of its own and the plural forms that English lacks. */
export type Translation<Source> = {
  [Key in keyof Source]: Source[Key] extends string ? string : Translation<Source[Key]>;
} & {
  [Key in PluralForm]?: string;
};
