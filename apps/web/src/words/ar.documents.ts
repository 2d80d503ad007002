import type { Translation } from './translation.ts';
import type { documents as source } from './en.documents.ts';

export const documents: Translation<typeof source> = {
  title: 'مستنداتي',
  trashTitle: 'المهملات',
};
