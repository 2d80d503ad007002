/**
 * What is open between "send me a code" and "here is the code". Times are the store's, never the instance's.
 * Only HMACs come in here (of the code, the address and the browser's secret): the store holds nothing that signs in.
 */
export type SignInChallengesPort = {
  /**
   * Opens the challenge, or adds one more code to it when it is open for the same address and browser: its tries are
   * shared and an earlier code stays good until its own end. `mismatch` when it is open for another address or browser.
   */
  addCode(input: {
    challengeId: string;
    addressHash: string;
    browserHash: string;
    codeHash: string;
    lifetimeMs: number;
  }): Promise<'added' | 'mismatch'>;
  /**
   * Counts the try and consumes the challenge in one atomic step. At most `maxTries` wrong ones are counted; after
   * them the right code is wrong too. A try with another browser's hash is refused without counting.
   */
  tryCode(input: {
    challengeId: string;
    browserHash: string;
    codeHash: string;
    maxTries: number;
  }): Promise<SignInTry>;
};

export type SignInTry = { outcome: 'right'; addressHash: string } | { outcome: 'wrong' | 'spent' | 'unknown' };
