import type { PasskeyCredential } from './passkeys.port.ts';

/** What the browser's WebAuthn API takes, as JSON; the portal reads nothing of it but the challenge. */
export type PasskeyOptions = { challenge: string } & Record<string, unknown>;

/** What it gives back: passed on to whoever can read it, and believed by nobody before it is verified. */
export type PasskeyResponse = {
  id: string;
  rawId: string;
  type: 'public-key';
  response: { clientDataJSON: string } & Record<string, unknown>;
} & Record<string, unknown>;

/** The two ceremonies of Web Authentication Level 3, for one relying party. */
export type PasskeyCeremoniesPort = {
  creationOptions(input: {
    userId: string;
    /** What the browser shows beside the key. */
    userName: string;
    /** Kept already: an authenticator makes no second one. */
    existing: readonly Pick<PasskeyCredential, 'credentialId' | 'transports'>[];
  }): Promise<PasskeyOptions>;
  /** For any account: the authenticator says whose key it is. */
  requestOptions(): Promise<PasskeyOptions>;
  /** The credential of a response that answers this challenge on a page of the portal; undefined for any other. */
  verifyCreation(input: { response: PasskeyResponse; challenge: string }): Promise<PasskeyCredential | undefined>;
  /** The authenticator's new counter, or undefined where signature, challenge, page or user do not fit. */
  verifyRequest(input: {
    response: PasskeyResponse;
    challenge: string;
    credential: PasskeyCredential & { userId: string };
  }): Promise<{ counter: number } | undefined>;
};
