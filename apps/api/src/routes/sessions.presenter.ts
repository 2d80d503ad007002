import type { OpenSession as OpenSessionBody } from '@portal/contract/sessions';
import type { OpenSession } from '@portal/core/identity/sessions.port';
import { presentDevice } from './device.presenter.ts';

export function presentOpenSession(session: OpenSession, thisSessionId: string): OpenSessionBody {
  return {
    id: session.id,
    device: presentDevice(session.userAgent),
    createdAt: session.createdAt.toISOString(),
    lastUsedAt: session.lastUsedAt.toISOString(),
    isThis: session.id === thisSessionId,
  };
}
