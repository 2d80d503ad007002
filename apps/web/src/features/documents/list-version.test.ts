import { describe, expect, it } from 'vitest';
import { createListVersions, OlderListError } from './list-version.ts';

describe('The version of a list', () => {
  it('never goes back: an older list than the newest seen is dropped', () => {
    const versions = createListVersions();
    versions.accept(7);
    versions.accept(7);
    versions.accept(9);
    expect(() => versions.accept(8)).toThrow(OlderListError);
  });

  it('starts anew for another person', () => {
    const versions = createListVersions();
    versions.accept(7);
    versions.forget();
    expect(() => versions.accept(1)).not.toThrow();
  });
});
