import type { CodeSent, SessionAnswer } from '@portal/contract/identity';
import type { CodeAsked } from '@portal/core/identity/ask-for-code';
import { idleEndOf } from '@portal/core/identity/identity-policy';
import type { Session } from '@portal/core/identity/sessions.port';

export function presentCode(asked: CodeAsked): CodeSent {
  return {
    challengeId: asked.challengeId,
    sentTo: asked.sentTo,
    sentAt: asked.sentAt.toISOString(),
    expiresAt: asked.expiresAt.toISOString(),
    resendAt: asked.resendAt.toISOString(),
  };
}

export function presentSession(session: Session): SessionAnswer {
  return {
    user: { id: session.userId, name: session.userName, contact: session.contact },
    idleExpiresAt: idleEndOf(session).toISOString(),
    expiresAt: session.expiresAt.toISOString(),
  };
}
