import type { SignedPart } from '@portal/contract/uploads';
import type { Part } from './part-plan.ts';

/** An address with less time left than this is not begun with: the clock of the other side decides. */
const leastLeftMs = 30_000;

export type PartAddressesDependencies = {
  /** The SHA-256 of a part's bytes, lower-case hex. */
  digest: (part: Part) => Promise<string>;
  /** Answers one address a part. */
  sign: (parts: readonly { number: number; sha256: string }[]) => Promise<readonly SignedPart[]>;
  /** Those that will be asked for next, to be signed with the ones that are. */
  upcoming: () => readonly Part[];
  /** Milliseconds until a moment of the portal's clock. */
  msUntil: (moment: string) => number;
};

export type PartAddresses = ReturnType<typeof createPartAddresses>;

/**
 * Where parts are to be sent. Addresses live for minutes, so they are asked for when they are needed, a few together,
 * and again when they are over or were refused.
 */
export function createPartAddresses({ digest, sign, upcoming, msUntil }: PartAddressesDependencies) {
  const digests = new Map<number, string>();
  const addresses = new Map<number, Promise<SignedPart>>();
  let gathering: { parts: Part[]; answer: Promise<readonly SignedPart[]> } | undefined;

  /** What is asked for in the same moment is signed together. */
  function gather(part: Part): Promise<readonly SignedPart[]> {
    gathering ??= { parts: [], answer: Promise.resolve().then(signGathered) };
    gathering.parts.push(part);
    return gathering.answer;
  }

  async function signGathered(): Promise<readonly SignedPart[]> {
    for (const part of upcoming()) if (!addresses.has(part.number)) void ask(part);
    const parts = gathering?.parts ?? [];
    gathering = undefined;
    const declared: { number: number; sha256: string }[] = [];
    // One after the other: a phone need not hold more than one part in memory.
    for (const part of parts) {
      const sha256 = digests.get(part.number) ?? (await digest(part));
      digests.set(part.number, sha256);
      declared.push({ number: part.number, sha256 });
    }
    return sign(declared);
  }

  function ask(part: Part): Promise<SignedPart> {
    const address = gather(part).then((signed) => {
      const own = signed.find(({ number }) => number === part.number);
      if (!own) throw new Error(`No address was given for part ${part.number}.`);
      return own;
    });
    addresses.set(part.number, address);
    // Who waits for it hears of a failure; where nobody waits yet, the next one asks anew and hears of it then.
    address.catch(() => addresses.delete(part.number));
    return address;
  }

  return {
    /** Fails as reading the file or signing does; the next call asks anew. */
    of: async (part: Part): Promise<SignedPart> => {
      const known = addresses.get(part.number);
      if (!known) return ask(part);
      const address = await known;
      return msUntil(address.expiresAt) > leastLeftMs ? address : ask(part);
    },
    /** It was refused: the next time another one is asked for. */
    forget: (part: Part): void => {
      addresses.delete(part.number);
    },
  };
}
