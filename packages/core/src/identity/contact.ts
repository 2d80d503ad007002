import parsePhoneNumber from 'libphonenumber-js/min';
import type { CountryCode } from 'libphonenumber-js/min';
import { PortalProblem } from '../problem.ts';
import type { Contact } from './people.port.ts';

// One local part, one @, a host with a dot or `localhost`; no space, comma, semicolon, angle bracket or quote, so that
// there can be only one recipient in it.
const emailPattern =
  /^[^\s@,;:<>()[\]"\\\p{C}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)*$/u;
const longestEmail = 254;
const controlCharacter = /\p{Cc}/u;
// Beside what stands in the pattern: letters and marks that leave no trace. An address is the one that it looks like.
const invisible = /\p{Default_Ignorable_Code_Point}/u;

/**
 * The one spelling of an address, so that one person has one account: e-mail in NFKC, trimmed, lower case; numbers in
 * E.164. `defaultCountry` reads numbers without a leading `+`. Throws `invalid_request` naming the field.
 */
export function normaliseContact(
  contact: Contact,
  { defaultCountry }: { defaultCountry: CountryCode | undefined },
): Contact {
  // Looked for before trimming: a line break is an attempt at a second header, never a slip of the finger.
  if (controlCharacter.test(contact.address)) throw invalidAddress(contact.channel);
  const typed = contact.address.normalize('NFKC').trim();
  const address = contact.channel === 'email' ? normaliseEmail(typed) : normaliseNumber(typed, defaultCountry);
  if (address === undefined) throw invalidAddress(contact.channel);
  return { channel: contact.channel, address };
}

function normaliseEmail(typed: string): string | undefined {
  // Again after lowering: some letters have one sign of their own only when they are small.
  const address = typed.toLowerCase().normalize('NFKC');
  if (address.length > longestEmail || invisible.test(address)) return undefined;
  return emailPattern.test(address) ? address : undefined;
}

function normaliseNumber(typed: string, defaultCountry: CountryCode | undefined): string | undefined {
  const number = parsePhoneNumber(typed, { ...(defaultCountry ? { defaultCountry } : {}), extract: false });
  return number?.isPossible() && number.ext === undefined ? number.number : undefined;
}

function invalidAddress(channel: Contact['channel']): PortalProblem {
  const message =
    channel === 'email'
      ? 'This does not look like one e-mail address.'
      : 'This does not look like one phone number. Please write it with its country code, such as +44 …';
  return new PortalProblem('invalid_request', message, { errors: [{ field: 'address', message }] });
}

/** `44` of `+447911123456`; the first digits of a number that no plan knows. */
export function countryCallingCode({ address }: Contact): string {
  return parsePhoneNumber(address)?.countryCallingCode ?? address.slice(1, 4);
}

/** Enough to recognise one's own address, too little to learn another's: `d…@example.org`, `… 4417`. */
export function maskContact(contact: Contact): string {
  if (contact.channel === 'sms') return `… ${contact.address.slice(-4)}`;
  const at = contact.address.lastIndexOf('@');
  const [first = ''] = contact.address;
  return `${first}…${contact.address.slice(at)}`;
}
