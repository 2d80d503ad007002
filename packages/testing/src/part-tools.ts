import { limits } from '@portal/contract/limits';
import type { Document } from '@portal/contract/documents';
import type { SignedPart, Upload } from '@portal/contract/uploads';
import { expect } from 'vitest';
import type { SignedInClient } from './signed-in-client.ts';
import { sha256Of } from './upload-tools.ts';

export const { partSizeInBytes } = limits.resumable;

/** The bytes of one part. Numbers count from 1. */
export function pieceOf(bytes: Buffer, number: number): Buffer {
  return bytes.subarray((number - 1) * partSizeInBytes, number * partSizeInBytes);
}

export function numbersOf(bytes: Buffer): number[] {
  return Array.from({ length: Math.ceil(bytes.length / partSizeInBytes) }, (_, index) => index + 1);
}

/** What the page says of a file before it sends it in parts. */
export function startBodyOf(bytes: Buffer, more: Record<string, unknown> = {}) {
  return { fileName: 'large.pdf', sizeInBytes: bytes.length, sha256: sha256Of(bytes), ...more };
}

export async function startUpload(
  client: SignedInClient,
  bytes: Buffer,
  more: Record<string, unknown> = {},
): Promise<Upload> {
  const answer = await client.post('/uploads').send(startBodyOf(bytes, more));
  expect([200, 201]).toContain(answer.status);
  return (answer.body as { upload: Upload }).upload;
}

export async function signPart(client: SignedInClient, upload: Upload, bytes: Buffer, number: number) {
  const parts = [{ number, sha256: sha256Of(pieceOf(bytes, number)) }];
  const answer = await client.post(`/uploads/${upload.id}/parts`).send({ parts }).expect(200);
  const [signed] = (answer.body as { parts: SignedPart[] }).parts;
  if (!signed) throw new Error('The portal signed no part.');
  return signed;
}

/** Sends one part as the page does: where it is told, with the headers it is told. Answers the status. */
export async function sendPart(
  client: SignedInClient,
  upload: Upload,
  bytes: Buffer,
  number: number,
  sent: Buffer = pieceOf(bytes, number),
): Promise<number> {
  const { url, headers } = await signPart(client, upload, bytes, number);
  if (!url.startsWith('/')) return (await fetch(url, { method: 'PUT', headers, body: new Uint8Array(sent) })).status;
  return (await client.put(url.replace('/api/v1', '')).set(headers).send(sent)).status;
}

export async function sendParts(
  client: SignedInClient,
  upload: Upload,
  bytes: Buffer,
  numbers: readonly number[] = numbersOf(bytes),
): Promise<void> {
  for (const number of numbers) expect(await sendPart(client, upload, bytes, number)).toBeLessThan(300);
}

/** A whole file in parts; its document is still being checked. */
export async function addInParts(
  client: SignedInClient,
  bytes: Buffer,
  more: Record<string, unknown> = {},
): Promise<Document> {
  const upload = await startUpload(client, bytes, more);
  await sendParts(client, upload, bytes);
  const answer = await client.post(`/uploads/${upload.id}/complete`).expect(201);
  return (answer.body as { document: Document }).document;
}
