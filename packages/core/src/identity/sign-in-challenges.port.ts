/**
 * What is open between "send me a code" and "here is the code". Times are the store's, never the instance's.
 * Only HMACs come in here (of the code, the address and the browser's secret): the store holds nothing that signs in.
 * The address itself travels in the sealed ticket that the browser keeps (`sign-in-secrets.ts`); its hash says that it
 * is the one the code was sent to.
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
   * them the right code is refused too (`spent`). A try for another address or with another browser's hash is refused
   * without counting (`unknown`).
   * What is counted is counted for the address as well, over all its challenges: while that has locked it, every try
   * is refused, uncounted, the right one too (`locked`). The right code, once taken, sets the address's count to none.
   */
  tryCode(input: {
    challengeId: string;
    addressHash: string;
    browserHash: string;
    codeHash: string;
    maxTries: number;
    backOff: BackOff;
  }): Promise<SignInTry>;
};

export type SignInTry =
  | { outcome: 'right' | 'wrong' | 'spent' | 'unknown' }
  | { outcome: 'locked'; retryAfterMs: number };

/**
 * Every `failures` wrong codes in a row lock an address: for `firstMs`, then for twice as long each time, at most for
 * `longestMs`. They are forgotten `forgottenAfterMs` after the last one, or after the end of the lock it made.
 */
export type BackOff = { failures: number; firstMs: number; longestMs: number; forgottenAfterMs: number };
