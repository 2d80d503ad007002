import { describe, expect, it } from 'vitest';
import { anotherScan, scanOf } from './scans.ts';

describe('a scan', () => {
  it('is as long as another one of the same page, and other bytes', () => {
    const scan = scanOf(1);
    const others = [anotherScan(scan, 1, 1), anotherScan(scan, 1, 2), anotherScan(scan, 999, 999_999)];
    expect(new Set([scan.bytes, ...others].map((bytes) => bytes.toString('latin1'))).size).toBe(4);
    for (const other of others) expect(other).toHaveLength(scan.sizeInBytes);
    expect(scan.sizeInBytes).toBeGreaterThan(200_000);
  });
});
