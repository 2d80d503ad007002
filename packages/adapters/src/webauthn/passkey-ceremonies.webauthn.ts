import type { PasskeyCeremoniesPort } from '@portal/core/identity/passkey-ceremonies.port';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';

type Creation = Parameters<typeof verifyRegistrationResponse>[0]['response'];
type Request = Parameters<typeof verifyAuthenticationResponse>[0]['response'];

const knownTransports = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'];
// Ed25519, ES256 and RS256: what authenticators have. Named here, because the library would try what Node has not settled.
const algorithms = [-8, -7, -257];
const rpName = 'Medical Documents Portal';

/**
 * The ceremonies for the portal at `publicUrl`: its host is the relying party, and only its own pages are believed. The
 * user handle is the user's id, which says nothing to anybody else.
 */
export function createPasskeyCeremonies({ publicUrl }: { publicUrl: URL }): PasskeyCeremoniesPort {
  const rpID = publicUrl.hostname;
  const expectedOrigin = publicUrl.origin;
  return {
    creationOptions: async ({ userId, userName, existing }) => ({
      ...(await generateRegistrationOptions({
        rpName,
        rpID,
        userName,
        userID: new TextEncoder().encode(userId),
        attestationType: 'none',
        supportedAlgorithmIDs: algorithms,
        excludeCredentials: existing.map(({ credentialId, transports }) => ({
          id: credentialId,
          transports: [...transports],
        })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
      })),
    }),
    requestOptions: async () => ({ ...(await generateAuthenticationOptions({ rpID, userVerification: 'preferred' })) }),
    verifyCreation: async ({ response, challenge }) => {
      const { registrationInfo } = await orUnverified(
        verifyRegistrationResponse({
          response: response as unknown as Creation,
          expectedChallenge: challenge,
          expectedOrigin,
          expectedRPID: rpID,
          requireUserVerification: false,
          supportedAlgorithmIDs: algorithms,
        }),
      );
      if (!registrationInfo) return undefined;
      const { id, publicKey, counter, transports } = registrationInfo.credential;
      return {
        credentialId: id,
        publicKey: new Uint8Array(publicKey),
        counter,
        transports: knownTransports.filter((known) => isListed(transports, known)),
      };
    },
    verifyRequest: async ({ response, challenge, credential }) => {
      const { userHandle } = (response as unknown as Request).response;
      if (userHandle !== undefined && userHandle !== toBase64Url(credential.userId)) return undefined;
      const { credentialId: id, publicKey, counter } = credential;
      const { verified, authenticationInfo } = await orUnverified(
        verifyAuthenticationResponse({
          response: response as unknown as Request,
          expectedChallenge: challenge,
          expectedOrigin,
          expectedRPID: rpID,
          credential: { id, publicKey, counter },
          requireUserVerification: false,
        }),
      );
      return verified && authenticationInfo ? { counter: authenticationInfo.newCounter } : undefined;
    },
  };
}

/** A browser says what it likes here; only what means something is kept. */
function isListed(transports: unknown, known: string): boolean {
  return Array.isArray(transports) && transports.includes(known);
}

function toBase64Url(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/**
 * The library throws for whatever does not fit, from a foreign challenge to bytes that are no CBOR: all of it comes
 * from the browser, and all of it means that nothing was proven.
 */
async function orUnverified<Verified extends { verified: boolean }>(
  asked: Promise<Verified>,
): Promise<Verified | { verified: false; registrationInfo?: undefined; authenticationInfo?: undefined }> {
  try {
    return await asked;
  } catch {
    return { verified: false };
  }
}
