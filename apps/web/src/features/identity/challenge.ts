import type { Channel, CodeSent } from '@portal/contract/identity';

/** A code that is on its way, as the page keeps it. */
export type Challenge = {
  challengeId: string;
  channel: Channel;
  address: string;
  sentTo: string;
  /** Moments of the server, to be shown. */
  sentAt: string;
  expiresAt: string;
  /** Moments of this device (`Date.now()`), to count with: its clock may be wrong, a difference is not. */
  resendFrom: number;
  tooOldFrom: number;
};

export function toChallenge(answer: CodeSent, channel: Channel, address: string, receivedAt: number): Challenge {
  const after = (moment: string) => receivedAt + Date.parse(moment) - Date.parse(answer.sentAt);
  return {
    challengeId: answer.challengeId,
    channel,
    address,
    sentTo: answer.sentTo,
    sentAt: answer.sentAt,
    expiresAt: answer.expiresAt,
    resendFrom: after(answer.resendAt),
    tooOldFrom: after(answer.expiresAt),
  };
}
