import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomInt,
} from 'node:crypto';
import type { Secret } from '../secret.ts';
import type { Contact } from './people.port.ts';

/** What a code does, as its message says: it does nothing else. */
export type CodePurpose = 'sign_in' | 'add_address';

/** What the browser that asked for a code holds, unread by it, in an HttpOnly cookie until the code is entered. */
export type ChallengeTicket = { challengeId: string; browserSecret: string; purpose: CodePurpose; contact: Contact };

/**
 * The secrets of signing in, all made from one pepper that no store holds: whoever reads the store cannot try a
 * million codes against what stands there, and learns no address.
 */
export type SignInSecrets = {
  hashCode(challengeId: string, code: string): string;
  hashAddress(contact: Contact): string;
  hashBrowser(browserSecret: string): string;
  hashNetwork(network: string): string;
  sealTicket(ticket: ChallengeTicket): string;
  /** Undefined for what this portal did not seal. */
  openTicket(sealed: string): ChallengeTicket | undefined;
};

/** Six digits, leading zeros kept, each as likely as the other. */
export function newCode(): string {
  return String(randomInt(0, 1_000_000)).padStart(6, '0');
}

export function newBrowserSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function createSignInSecrets({ pepper }: { pepper: Secret }): SignInSecrets {
  // As keys, not as bytes, which would be made a key again on every request.
  const keyFor = (purpose: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', pepper.reveal(), '', `portal sign-in: ${purpose}`, 32)));
  const keys = {
    code: keyFor('code'),
    address: keyFor('address'),
    browser: keyFor('browser'),
    network: keyFor('network'),
    ticket: keyFor('ticket'),
  };
  const hmac = (key: KeyObject, ...parts: readonly string[]) =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url');
  return {
    hashCode: (challengeId, code) => hmac(keys.code, challengeId, code),
    hashAddress: (contact) => hmac(keys.address, contact.channel, contact.address),
    hashBrowser: (browserSecret) => hmac(keys.browser, browserSecret),
    hashNetwork: (network) => hmac(keys.network, network),
    sealTicket: (ticket) => seal(keys.ticket, JSON.stringify(ticket)),
    openTicket: (sealed) => {
      const text = unseal(keys.ticket, sealed);
      return text === undefined ? undefined : (JSON.parse(text) as ChallengeTicket);
    },
  };
}

const ivLength = 12;
const tagLength = 16;

/** AES-256-GCM: nonce, text, tag. A random nonce is safe for 2^32 tickets of one pepper. */
function seal(key: KeyObject, text: string): string {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return sealed.toString('base64url');
}

function unseal(key: KeyObject, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length <= ivLength + tagLength) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivLength));
  decipher.setAuthTag(bytes.subarray(-tagLength));
  try {
    const text = decipher.update(bytes.subarray(ivLength, -tagLength));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    // The tag does not fit: forged, cut, or sealed with another pepper.
    return undefined;
  }
}
