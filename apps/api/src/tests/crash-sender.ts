import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { UploadAnswer } from '@portal/contract/documents';
import { filePart, form, openConnection, requestHead, sha256Of } from '@portal/testing/upload-tools';

/** What the portal has said yes to. */
export type Acknowledged = { documentId: string; sha256: string };

/** `completeAt`: another instance that is asked at the same moment to make a document of the parts. */
export type Sender = { url: string; headers: Record<string, string>; completeAt?: Sender };

/**
 * Sends a PDF in one request, or the first `firstBytes` of it and no more. Undefined where the portal goes away before
 * it has said yes.
 */
export async function sendWhole(
  { url, headers }: Sender,
  bytes: Buffer,
  firstBytes = Number.POSITIVE_INFINITY,
): Promise<Acknowledged | undefined> {
  const body = form(filePart(bytes));
  const { socket, answer } = openConnection({ url });
  const head = requestHead({ ...headers, Connection: 'close', 'Content-Length': body.length });
  socket.write(Buffer.concat([head, body.subarray(0, firstBytes)]));
  const { status, body: text } = await answer;
  if (status !== 201) return undefined;
  return { documentId: (JSON.parse(text) as UploadAnswer).document.id, sha256: sha256Of(bytes) };
}

export type SendingInParts = {
  /** Told when the first part is under way, half of it. Resolves where it is to be sent whole. */
  onHalfAPart?: () => Promise<void>;
  /** Told right before the portal is asked to make a document of the parts. */
  onComplete?: () => void;
};

/** The same in parts, as the portal says where to. */
export async function sendInParts(
  sender: Sender,
  bytes: Buffer,
  { onHalfAPart, onComplete }: SendingInParts = {},
): Promise<Acknowledged | undefined> {
  try {
    const sha256 = sha256Of(bytes);
    const { upload } = await post(sender, '/uploads', { fileName: 'scan.pdf', sizeInBytes: bytes.length, sha256 });
    const pieces = cut(bytes, upload.partSizeInBytes);
    const declared = pieces.map((piece, index) => ({ number: index + 1, sha256: sha256Of(piece) }));
    const { parts } = await post(sender, `/uploads/${upload.id}/parts`, { parts: declared });
    for (const [index, piece] of pieces.entries()) await putPart(sender, parts[index]!, piece, onHalfAPart);
    onComplete?.();
    const asked = sender.completeAt ? [sender, sender.completeAt] : [sender];
    const answers = await Promise.all(asked.map((one) => post(one, `/uploads/${upload.id}/complete`)));
    const [made, ...others] = answers.map(({ document }) => document.id);
    if (others.some((id) => id !== made)) throw new Refusal('Two documents were made of one upload.');
    return { documentId: made!, sha256 };
  } catch (error) {
    // What breaks off because the portal is killed is what the test is about; a "no" is not.
    if (error instanceof Refusal) throw error;
    return undefined;
  }
}

const unavailable = 503;

class Refusal extends Error {}

type Answers = {
  upload: { id: string; partSizeInBytes: number };
  parts: { url: string; headers: Record<string, string> }[];
  document: { id: string };
};

function cut(bytes: Buffer, size: number): Buffer[] {
  const pieces: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += size) pieces.push(bytes.subarray(start, start + size));
  return pieces;
}

async function post({ url, headers }: Sender, path: string, body?: object): Promise<Answers> {
  const { Host: _host, ...pageHeaders } = headers;
  const type = body ? { 'Content-Type': 'application/json' } : {};
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { ...pageHeaders, ...type },
    body: body ? JSON.stringify(body) : null,
  });
  if (answer.status === unavailable) throw new Error('The portal is not there for us right now.');
  if (!answer.ok) throw new Refusal(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answers;
}

/** To the portal with its cookie, or to the bucket without. */
async function putPart(
  { url, headers }: Sender,
  part: Answers['parts'][number],
  bytes: Buffer,
  onHalf: (() => Promise<void>) | undefined,
): Promise<void> {
  const target = new URL(part.url, url);
  const own = target.origin === url ? { Cookie: headers['Cookie'], Origin: headers['Origin'] } : {};
  const asked = httpRequest(target, {
    method: 'PUT',
    headers: { ...part.headers, ...own, 'Content-Length': bytes.length },
  });
  const answering = once(asked, 'response');
  // It may break off while we wait for something else.
  answering.catch(() => undefined);
  const half = Math.ceil(bytes.length / 2);
  asked.write(bytes.subarray(0, half));
  if (onHalf) {
    await onHalf().finally(() => asked.destroy());
    return;
  }
  asked.end(bytes.subarray(half));
  const [answer] = (await answering) as [NodeJS.ReadableStream & { statusCode: number }];
  const said: Buffer[] = [];
  for await (const piece of answer) said.push(Buffer.from(piece));
  if (answer.statusCode >= 300)
    throw new Refusal(`A part was answered ${answer.statusCode}: ${Buffer.concat(said).toString()}`);
}
