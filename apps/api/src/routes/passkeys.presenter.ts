import type { Passkey as PasskeyBody } from '@portal/contract/passkeys';
import type { Passkey } from '@portal/core/identity/passkeys.port';

export function presentPasskey({ id, name, createdAt, lastUsedAt }: Passkey): PasskeyBody {
  return { id, name, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null };
}
