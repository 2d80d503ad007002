import { describe, expect, it } from 'vitest';
import { paths, signInFor, wantedAfterSignIn } from './paths.ts';

function wantedIn(address: string): string {
  return wantedAfterSignIn(new URL(address, 'https://portal.example').searchParams);
}

describe('after signing in', () => {
  it('one is where one wanted to go', () => {
    expect(wantedIn(signInFor('/documents/0198?page=3#top'))).toBe('/documents/0198?page=3#top');
  });

  it('one sees the documents where nothing else was wanted', () => {
    expect(wantedIn(signInFor(paths.documents))).toBe('/');
    expect(wantedIn('/sign-in')).toBe('/');
  });

  it('nobody is led away from the portal', () => {
    for (const elsewhere of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '/\t/evil.example',
    ]) {
      expect(wantedIn(`/sign-in?next=${encodeURIComponent(elsewhere)}`)).toBe('/');
    }
  });
});
