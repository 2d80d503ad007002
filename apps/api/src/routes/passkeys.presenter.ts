import type { Passkey as PasskeyBody } from '@portal/contract/passkeys';
import { deviceOf } from '@portal/core/identity/device';
import type { Passkey } from '@portal/core/identity/passkeys.port';

export function presentPasskey({ id, name, createdAt, lastUsedAt }: Passkey): PasskeyBody {
  return { id, name, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null };
}

/** What a passkey is called that was given no name: after the device that it was made on. */
export function nameAfterDevice(userAgent: string): string {
  const { browser, system } = deviceOf(userAgent);
  return [system, browser].filter((name) => name !== null).join(' · ') || 'Passkey';
}
