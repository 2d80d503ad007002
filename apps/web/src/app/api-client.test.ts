import { describe, expect, it } from 'vitest';
import { fillPath } from './api-client.ts';

describe('The path of a call', () => {
  it('takes every name, with figures too, and keeps what it is given from being read as a path', () => {
    expect(fillPath('/documents/by-hash/:sha256', { sha256: 'ab12' })).toBe('/documents/by-hash/ab12');
    expect(fillPath('/uploads/:uploadId/parts/:partNumber', { uploadId: '../x', partNumber: '7' })).toBe(
      '/uploads/..%2Fx/parts/7',
    );
  });
});
