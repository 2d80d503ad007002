import type { CodeSent, SessionAnswer } from '@portal/contract/identity';
import type { CodeAsked } from '@portal/core/identity/ask-for-code';
import { freshEndOf, idleEndOf } from '@portal/core/identity/identity-policy';
import type { DescribedSession } from '@portal/core/identity/describe-session';

export function presentCode(asked: CodeAsked): CodeSent {
  return {
    challengeId: asked.challengeId,
    sentTo: asked.sentTo,
    sentAt: asked.sentAt.toISOString(),
    expiresAt: asked.expiresAt.toISOString(),
    resendAt: asked.resendAt.toISOString(),
  };
}

export function presentSession(session: DescribedSession): SessionAnswer {
  return {
    user: { id: session.userId, name: session.userName, contact: session.contact },
    idleExpiresAt: idleEndOf(session).toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    freshUntil: freshEndOf(session.confirmedAt).toISOString(),
    hasPasskey: session.hasPasskey,
  };
}
