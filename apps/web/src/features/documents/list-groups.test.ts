import type { Document } from '@portal/contract/documents';
import { describe, expect, it } from 'vitest';
import type { DocumentSort } from './list-filters.ts';
import { groupStartingAt } from './list-groups.ts';

const paper = (title: string, documentDate: string | null, uploadedAt: string): Document => ({
  id: '01980000-0000-7000-8000-000000000001',
  state: 'ready',
  title,
  fileName: 'paper.pdf',
  category: 'other',
  documentDate,
  note: '',
  sizeInBytes: 1,
  sha256: 'a'.repeat(64),
  pageCount: null,
  hasActiveContent: false,
  hasThumbnail: false,
  checkResult: 'not_scanned',
  checkedAt: null,
  uploadedAt,
  trashedAt: null,
  purgeAt: null,
  revision: 1,
});

const papers = [
  paper('Écho', '2026-05-03', '2026-05-04T10:00:00.000Z'),
  paper('Eye test', '2025-01-01', '2026-03-01T10:00:00.000Z'),
  paper('(Blood)', null, '2025-03-01T10:00:00.000Z'),
];
const groups = (sort: DocumentSort) => papers.map((_, index) => groupStartingAt(papers, index, sort));

describe('The margin of the list', () => {
  it('names the year in which documents were added, once', () => {
    expect(groups('-uploadedAt')).toEqual([{ kind: 'added', year: 2026 }, undefined, { kind: 'added', year: 2025 }]);
  });

  it('names the year on the paper, and says where there is none', () => {
    expect(groups('-documentDate')).toEqual([
      { kind: 'dated', year: 2026 },
      { kind: 'dated', year: 2025 },
      { kind: 'undated' },
    ]);
  });

  it('names the first letter of a title, whatever its accent', () => {
    expect(groups('title')).toEqual([{ kind: 'letter', letter: 'E' }, undefined, { kind: 'letter', letter: 'B' }]);
  });

  it('is empty beside the best matches, which come from any year and letter', () => {
    expect(groups('relevance')).toEqual([undefined, undefined, undefined]);
  });
});
