import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { PortalProblem } from '@portal/core/problem';
import type { Secret } from '@portal/core/secret';
import * as z from 'zod';

const purpose = 'portal list cursor, version 1';
const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/** What a cursor goes on with: another list's cursor is as good as a forged one. */
export type CursorList = { recordId: string; [part: string]: string | undefined };

/** The last row of the page before: the value it was sorted by (text, at most 600 bytes) and its id. */
export type CursorPosition = { sortValue: string; id: string };

export type CursorCodec = {
  encode(position: CursorPosition, list: CursorList): string;
  /** Throws `invalid_request` for a cursor that this portal did not make for this list. */
  decode(cursor: string, list: CursorList): CursorPosition;
};

const Position = z.tuple([z.string(), z.uuid()]);

/**
 * A place in a list, for the client to hand back. Encrypted and not only signed, because it can hold a title, and
 * addresses are logged on the way.
 */
export function createCursorCodec({ signingKey }: { signingKey: Secret }): CursorCodec {
  const key = createHmac('sha256', signingKey.reveal()).update(purpose).digest();
  return {
    encode: ({ sortValue, id }, list) => {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagLength }).setAAD(nameOf(list));
      const body = Buffer.concat([cipher.update(JSON.stringify([sortValue, id])), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    decode: (cursor, list) => {
      const bytes = Buffer.from(cursor, 'base64url');
      const nonce = bytes.subarray(0, nonceLength);
      const tag = bytes.subarray(nonceLength, nonceLength + tagLength);
      if (tag.length < tagLength) throw forged();
      try {
        const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength });
        decipher.setAAD(nameOf(list)).setAuthTag(tag);
        const body = Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()]);
        const [sortValue, id] = Position.parse(JSON.parse(body.toString()));
        return { sortValue, id };
      } catch (error) {
        throw forged(error);
      }
    },
  };
}

function nameOf(list: CursorList): Buffer {
  const parts = Object.entries(list).filter(([, value]) => value !== undefined);
  return Buffer.from(JSON.stringify(parts.toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

function forged(cause?: unknown): PortalProblem {
  return new PortalProblem('invalid_request', 'This is no place in this list. Begin it again.', {
    errors: [{ field: 'query.cursor', message: 'This cursor does not belong to this list.' }],
    cause,
  });
}
