import { describe, expect, it } from 'vitest';
import { createListVersions, OlderListError, retryList } from './list-version.ts';

describe('The version of a list', () => {
  it('never goes back: an older list than the newest seen is dropped', () => {
    const versions = createListVersions();
    versions.ask()(7);
    versions.ask()(7);
    versions.ask()(9);
    expect(() => versions.ask()(8)).toThrow(OlderListError);
    expect(versions.ask()(9)).toBe('newest');
  });

  it('drops an answer that the next one has overtaken, however many there are', () => {
    const versions = createListVersions();
    const slow = Array.from({ length: 10 }, () => versions.ask());
    versions.ask()(9);
    for (const accept of slow) expect(() => accept(8)).toThrow(OlderListError);
    expect(versions.ask()(9)).toBe('newest');
  });

  it('goes back where the portal says so each time it is asked anew, and forward from there', () => {
    const versions = createListVersions();
    versions.ask()(9);
    let failures = 0;
    const askAgain = (): string => {
      try {
        return versions.ask()(6);
      } catch (error) {
        if (!retryList(failures, error as Error)) throw error;
        failures += 1;
        return askAgain();
      }
    };
    expect(askAgain()).toBe('went_back');
    expect(failures).toBe(3);
    expect(versions.ask()(7)).toBe('newest');
    expect(() => versions.ask()(6)).toThrow(OlderListError);
  });

  it('is not talked into going back by a copy that lags now and then', () => {
    const versions = createListVersions();
    versions.ask()(9);
    for (let round = 0; round < 10; round++) {
      for (let i = 0; i < 3; i++) expect(() => versions.ask()(8)).toThrow(OlderListError);
      expect(versions.ask()(9)).toBe('newest');
    }
  });

  it('starts anew for another person', () => {
    const versions = createListVersions();
    versions.ask()(7);
    versions.forget();
    expect(() => versions.ask()(1)).not.toThrow();
  });
});
