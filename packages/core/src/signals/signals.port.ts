/** What a signal is about: the documents of one record, or the end of the session that a token (its hash) opened. */
export type SignalTopic = `documents:${string}` | `session-end:${string}`;

export type SignalListener = {
  onSignal: (topic: SignalTopic, text: string) => void;
  /** Called once, and never again: signals may have been missed, and no more will come. */
  onLost: () => void;
};

/**
 * Short words between all instances of the portal about something that has happened already. Whoever misses one finds out
 * by asking, only later: a signal is told once or not at all, and holds ids and nothing else.
 */
export type SignalsPort = {
  /** To everybody who listens now. Rejects as `service_unavailable` where it reached nobody. */
  send(topic: SignalTopic, text: string): Promise<void>;
  /**
   * Resolves when every signal that is sent from now on is heard, with how to stop. Rejects as `service_unavailable`.
   */
  listen(topics: readonly SignalTopic[], listener: SignalListener): Promise<() => void>;
};

export const documentsOf = (recordId: string): SignalTopic => `documents:${recordId}`;
export const endOfSession = (tokenHash: string): SignalTopic => `session-end:${tokenHash}`;
