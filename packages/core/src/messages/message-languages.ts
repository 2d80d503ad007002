/** The languages that messages are written in. */
export const messageLanguages = ['en', 'es', 'ar'] as const;
export type MessageLanguage = (typeof messageLanguages)[number];
