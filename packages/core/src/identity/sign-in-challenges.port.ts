/**
 * What is open between "send me a code" and "here is the code". Times are the store's, never the instance's.
 * Only HMACs come in here (of the code, the address and the browser's secret): the store holds nothing that signs in.
 * The address itself travels in the sealed ticket that the browser keeps (`sign-in-secrets.ts`); its hash, which
 * comes back from here, says that it is the one the code was sent to.
 * A store that fails rejects as `service_unavailable`, within a second.
 */
export type SignInChallengesPort = {
  /**
   * Opens the challenge, or adds one more code to it when it is open for the same address and browser: its tries are
   * shared and an earlier code stays good until its own end. Nothing changes when it is open for another address or
   * browser (`mismatch`), or when its tries are used up (`spent`).
   */
  addCode(input: {
    challengeId: string;
    addressHash: string;
    browserHash: string;
    codeHash: string;
    lifetimeMs: number;
    maxTries: number;
  }): Promise<'added' | 'mismatch' | 'spent'>;
  /**
   * Counts the try and consumes the challenge in one atomic step. At most `maxTries` wrong ones are counted; after
   * them the right code is refused too (`spent`). A try with another browser's hash is refused without counting.
   */
  tryCode(input: { challengeId: string; browserHash: string; codeHash: string; maxTries: number }): Promise<SignInTry>;
};

export type SignInTry = { outcome: 'right'; addressHash: string } | { outcome: 'wrong' | 'spent' | 'unknown' };
