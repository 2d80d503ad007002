/** What pictures of pages are read in, by their codes of ISO 639-2. */
export const ocrLanguages = ['eng', 'spa', 'ara'] as const;
export type OcrLanguage = (typeof ocrLanguages)[number];
