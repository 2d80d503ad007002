import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { Disposition, DocumentLinksPort } from '@portal/core/documents/document-links.port';
import type { Secret } from '@portal/core/secret';

const purpose = 'portal document link, version 1';
const dispositions: readonly Disposition[] = ['inline', 'attachment'];
const idLength = 16;
const bodyLength = 2 * idLength + 1 + 8;
const tokenLength = bodyLength + 32;

export type DocumentLinksDependencies = { signingKey: Secret; now: () => Date };

/**
 * URLs of our own `GET /files/:token`. A token is record, document, disposition and end, 41 bytes, with the
 * HMAC-SHA-256 of them: no title, no name, no key of the store.
 */
export function createDiskDocumentLinks({ signingKey, now }: DocumentLinksDependencies): DocumentLinksPort {
  // As a key, not as bytes, which would be made a key again for every URL.
  const key = createSecretKey(createHmac('sha256', signingKey.reveal()).update(purpose).digest());
  const sign = (body: Buffer): Buffer => createHmac('sha256', key).update(body).digest();
  return {
    create: async ({ recordId, documentId, disposition }, lifetimeMs) => {
      const body = Buffer.alloc(bodyLength);
      bytesOf(recordId).copy(body, 0);
      bytesOf(documentId).copy(body, idLength);
      body.writeUInt8(dispositions.indexOf(disposition), 2 * idLength);
      body.writeBigUInt64BE(BigInt(now().getTime() + lifetimeMs), 2 * idLength + 1);
      return `/files/${Buffer.concat([body, sign(body)]).toString('base64url')}`;
    },
    read: async (token) => {
      const bytes = Buffer.from(token, 'base64url');
      // Spelt in one way only: a decoder passes over what it does not know.
      if (bytes.length !== tokenLength || bytes.toString('base64url') !== token) return undefined;
      const body = bytes.subarray(0, bodyLength);
      if (!timingSafeEqual(sign(body), bytes.subarray(bodyLength))) return undefined;
      if (Number(body.readBigUInt64BE(2 * idLength + 1)) < now().getTime()) return undefined;
      const disposition = dispositions[body.readUInt8(2 * idLength)];
      if (disposition === undefined) return undefined;
      return {
        recordId: idOf(body.subarray(0, idLength)),
        documentId: idOf(body.subarray(idLength, 2 * idLength)),
        disposition,
      };
    },
  };
}

function bytesOf(id: string): Buffer {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  if (bytes.length !== idLength) throw new Error('A link is made for ids that are UUIDs.');
  return bytes;
}

function idOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
