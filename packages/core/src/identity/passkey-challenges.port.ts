/**
 * What an authenticator is to sign, between "what shall I sign" and "here it is". Each is handed out once. `key` names
 * who may take it: only a hash of something that the one browser or session holds. Times are the store's. A store that
 * fails rejects as `service_unavailable`, within a second.
 */
export type PasskeyChallengesPort = {
  /** Another one under the same key takes the place of the first. */
  keep(key: string, challenge: string, lifetimeMs: number): Promise<void>;
  /** Hands it out and forgets it, in one atomic step. */
  take(key: string): Promise<string | undefined>;
};
