import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

/** What a browser hands to the page, as JSON. */
export type AuthenticatorResponse = {
  id: string;
  rawId: string;
  type: 'public-key';
  response: Record<string, unknown> & { clientDataJSON: string };
  clientExtensionResults: Record<string, unknown>;
};

/** An authenticator with one discoverable passkey (ES256, no attestation), without a browser around it. */
export type Authenticator = {
  /** Answers the options of `POST /passkeys/options`. */
  create: (options: Record<string, unknown>) => AuthenticatorResponse;
  /** Answers the options of `POST /sign-in/passkey/options`. `counter`: what it claims, one more than last time if left out. */
  sign: (options: Record<string, unknown>, changes?: { counter?: number; origin?: string }) => AuthenticatorResponse;
};

const userPresentAndVerified = 0x05;
const hasCredential = 0x40;

export function createAuthenticator({ origin }: { origin: string }): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(32);
  const id = credentialId.toString('base64url');
  let counter = 0;
  let userHandle = '';

  const clientData = (type: string, options: Record<string, unknown>, from: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge: options['challenge'], origin: from, crossOrigin: false }));

  function authenticatorData(flags: number, count: number, ...rest: Uint8Array[]): Buffer {
    const head = Buffer.alloc(5);
    head.writeUInt8(flags);
    head.writeUInt32BE(count, 1);
    return Buffer.concat([createHash('sha256').update(new URL(origin).hostname).digest(), head, ...rest]);
  }

  function coseKey(): Uint8Array {
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const point = (value: string) => new Uint8Array(Buffer.from(value, 'base64url'));
    const entries: [number, number | Uint8Array<ArrayBuffer>][] = [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, point(x)],
      [-3, point(y)],
    ];
    return isoCBOR.encode(new Map(entries));
  }

  return {
    create: (options) => {
      userHandle = (options['user'] as { id: string }).id;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(credentialId.length);
      const flags = userPresentAndVerified | hasCredential;
      const authData = authenticatorData(flags, counter, Buffer.alloc(16), length, credentialId, coseKey());
      const attestation = isoCBOR.encode(
        new Map<string, string | Map<string, string> | Uint8Array<ArrayBuffer>>([
          ['fmt', 'none'],
          ['attStmt', new Map<string, string>()],
          ['authData', new Uint8Array(authData)],
        ]),
      );
      const response = {
        clientDataJSON: clientData('webauthn.create', options, origin).toString('base64url'),
        attestationObject: Buffer.from(attestation).toString('base64url'),
        transports: ['internal'],
      };
      return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
    },
    sign: (options, changes = {}) => {
      counter += 1;
      const authData = authenticatorData(userPresentAndVerified, changes.counter ?? counter);
      const said = clientData('webauthn.get', options, changes.origin ?? origin);
      const hash = createHash('sha256').update(said).digest();
      const signature = createSign('sha256')
        .update(Buffer.concat([authData, hash]))
        .sign(privateKey);
      const response = {
        clientDataJSON: said.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle,
      };
      return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
    },
  };
}
