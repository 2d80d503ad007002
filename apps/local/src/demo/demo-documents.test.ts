import { expect, test } from 'vitest';
import { buildDemoPdf } from './demo-document.ts';
import { demoDocuments } from './demo-documents.ts';

test('the demo’s patient has a dozen documents, and no two are alike', () => {
  expect(demoDocuments.length).toBeGreaterThanOrEqual(12);
  expect(new Set(demoDocuments.map(({ title }) => title)).size).toBe(demoDocuments.length);
  expect(new Set(demoDocuments.map((document) => buildDemoPdf(document).toString('base64'))).size).toBe(
    demoDocuments.length,
  );
});

test.each(demoDocuments)('$title is a PDF, the same each time', (document) => {
  const pdf = buildDemoPdf(document);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf).toEqual(buildDemoPdf(document));
});
