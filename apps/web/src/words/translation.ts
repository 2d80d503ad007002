type PluralForm = `${string}_${'zero' | 'two' | 'few' | 'many'}`;

/** The same keys as the English words, with sentences of its own and the plural forms that English lacks. */
export type Translation<Source> = { [Key in keyof Source]: Source[Key] extends string ? string : Translation<Source[Key]> } & {
  [Key in PluralForm]?: string;
};
