import type { Readable } from 'node:stream';
import { PortalProblem } from '@portal/core/problem';
import type { ScannerPort, ScanVerdict } from '@portal/core/processing/scanner.port';
import { type ClamdAddress, type ClamdConversation, talkToClamd } from './clamd-conversation.ts';

const endOfStream = Buffer.alloc(4);

/**
 * clamd's `INSTREAM` (clamd(8)): pieces, each after its length in four bytes, until a length of 0. Its `AlertExceedsMax`
 * and `AlertEncrypted` have to be on, for without them it calls clean what it did not look into. `silenceMs` is how long
 * it may say and take nothing. `streamLimitInBytes` is its `StreamMaxLength`, or less: past that it cuts the connection,
 * and its word of it is lost more often than not.
 */
export function createClamdScanner(options: {
  address: ClamdAddress;
  silenceMs: number;
  streamLimitInBytes: number;
}): ScannerPort {
  const { address, silenceMs, streamLimitInBytes } = options;
  return {
    scan: async (bytes, { signal }) => {
      // They may break off before they are read, and an error that nobody hears ends the process.
      bytes.on('error', () => undefined);
      const conversation = talkToClamd(address, { silenceMs, signal });
      try {
        const sent = await send(bytes, conversation, streamLimitInBytes);
        if (sent === 'too_much') return { verdict: 'unscannable', reason: 'StreamMaxLength' };
        const said = verdictOf(await reachable(conversation.answer));
        // Whoever speaks before the end has not looked at all of it.
        if (sent === 'some' && said.verdict === 'clean') throw unavailable(new Error('clamd said OK before the end.'));
        return said;
      } finally {
        conversation.end();
      }
    },
    describe: async () => {
      const conversation = talkToClamd(address, { silenceMs, signal: undefined });
      await conversation.write(Buffer.from('zVERSION\0'));
      const said = await reachable(conversation.answer);
      const [version = said, , from] = said.split('/');
      const signaturesFrom = new Date(from ?? '');
      return { version, signaturesFrom: Number.isNaN(signaturesFrom.getTime()) ? undefined : signaturesFrom };
    },
  };
}

/** To its end, also where nobody listens any more: the same bytes may be on their way to others. */
async function send(
  bytes: Readable,
  conversation: ClamdConversation,
  limitInBytes: number,
): Promise<'all' | 'some' | 'too_much'> {
  let sizeInBytes = 0;
  await conversation.write(Buffer.from('zINSTREAM\0'));
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    sizeInBytes += chunk.length;
    // A length of 0 would end the stream.
    if (chunk.length === 0 || sizeInBytes > limitInBytes || conversation.isOver()) continue;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    await conversation.write(length, chunk);
  }
  if (sizeInBytes > limitInBytes) return 'too_much';
  if (conversation.isOver()) return 'some';
  await conversation.write(endOfStream);
  return 'all';
}

/** Everything that is not a word of clamd's that says what it found is no verdict: nobody opens the document then. */
function verdictOf(answer: string): ScanVerdict {
  if (answer === 'stream: OK') return { verdict: 'clean' };
  if (answer === 'INSTREAM size limit exceeded. ERROR') return { verdict: 'unscannable', reason: 'StreamMaxLength' };
  const signature = /^stream: (\S+) FOUND$/.exec(answer)?.[1];
  if (signature === undefined) throw unavailable(new Error(`clamd said ${JSON.stringify(answer.slice(0, 200))}.`));
  if (signature.startsWith('Heuristics.Limits.')) return { verdict: 'unscannable', reason: signature };
  if (signature.startsWith('Heuristics.Encrypted.')) return { verdict: 'locked' };
  return { verdict: 'infected', signature };
}

async function reachable<Result>(asked: Promise<Result>): Promise<Result> {
  try {
    return await asked;
  } catch (error) {
    throw unavailable(error);
  }
}

function unavailable(cause: unknown): PortalProblem {
  return new PortalProblem('service_unavailable', 'Documents cannot be checked for viruses right now.', {
    retryAfterSeconds: 30,
    cause,
  });
}
