/** A public key of a person's, whose private half an authenticator of theirs keeps. */
export type Passkey = { id: string; name: string; createdAt: Date; lastUsedAt: Date | null };

/** What an authenticator gave: the id it is found by, in base64url, and the COSE key its signatures are checked with. */
export type PasskeyCredential = {
  credentialId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  /** Signatures so far, as the authenticator counts them; 0 from one that does not count. */
  counter: number;
  /** How a browser may reach it (`internal`, `usb` …), as it said itself. */
  transports: readonly string[];
};

export type PasskeysPort = {
  /**
   * `known`: the credential is kept already, for whomever. `full`: this person has `atMost` of them. Exact inside a
   * transaction, where those who add to the same person at the same moment wait for one another.
   */
  add(
    input: PasskeyCredential & { id: string; userId: string; name: string; createdAt: Date; atMost: number },
  ): Promise<Passkey | 'known' | 'full'>;
  /** All of a person, oldest first. */
  listOf(userId: string): Promise<(Passkey & Pick<PasskeyCredential, 'credentialId' | 'transports'>)[]>;
  /** Whoever's it is, with their record. */
  findByCredential(
    credentialId: string,
  ): Promise<(PasskeyCredential & { id: string; userId: string; recordId: string }) | undefined>;
  /**
   * Notes a use. False where the counter did not grow (0 stays 0): the signature was used before, or the
   * authenticator was copied.
   */
  use(input: { id: string; counter: number; usedAt: Date }): Promise<boolean>;
  rename(input: { id: string; userId: string; name: string }): Promise<Passkey | undefined>;
  remove(input: { id: string; userId: string }): Promise<boolean>;
};
