import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Sends files as a form with one field, and prints how long it took: a process of its own, so that what sending costs
 * is not counted with what receiving costs. No two files are the same.
 */
export type Sending = {
  url: string;
  headers: Record<string, string>;
  sizeInBytes: number;
  files: number;
  /** How many are under way at the same time, each on a connection of its own. */
  atOnce: number;
  seed: number;
};

/** `again`: how often a file was sent again because the server asked for that. */
export type Sent = { seconds: number; again: number };

const boundary = 'a-boundary-that-no-file-holds';
const pieceInBytes = 1024 * 1024;
const opening = Buffer.from(
  `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="scan.pdf"\r\n` +
    'Content-Type: application/pdf\r\n\r\n',
);
const ending = Buffer.from(`\r\n--${boundary}--\r\n`);

const sending = JSON.parse(process.argv[2] ?? '') as Sending;
const agent = new Agent({ keepAlive: true, maxSockets: sending.atOnce });
let again = 0;
const filling = Buffer.alloc(pieceInBytes);
for (let at = 0, state = sending.seed; at < pieceInBytes; at += 4) {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  filling.writeUInt32LE(state, at);
}

type Answer = NodeJS.ReadableStream & { statusCode: number; headers: Record<string, string> };

/** One that is asked to come again in a moment does so. */
async function send(number: number): Promise<void> {
  const answer = await ask(number);
  let text = '';
  for await (const piece of answer) text += String(piece);
  if (answer.statusCode === 503) {
    again += 1;
    await wait(Number(answer.headers['retry-after'] ?? 1) * 1000);
    await send(number);
  } else if (answer.statusCode !== 201) throw new Error(`${answer.statusCode} ${text}`);
}

async function ask(number: number): Promise<Answer> {
  const { url, headers, sizeInBytes, seed } = sending;
  const asked = httpRequest(url, {
    method: 'POST',
    agent,
    headers: {
      ...headers,
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
      'Content-Length': opening.length + sizeInBytes + ending.length,
    },
  });
  const answering = new Promise<Answer>((resolve, reject) => {
    asked.once('response', (answer) => resolve(answer as unknown as Answer));
    asked.on('error', reject);
  });
  // An answer before the end of the body is an answer too.
  let isAnswered = false;
  const answered = answering.finally(() => (isAnswered = true));
  answered.catch(() => undefined);
  const head = Buffer.from(`%PDF-1.7\n%${seed}-${number}\n`);
  asked.write(opening);
  asked.write(head);
  for (let left = sizeInBytes - head.length; left > 0 && !isAnswered; left -= pieceInBytes) {
    const hasRoom = asked.write(left < pieceInBytes ? filling.subarray(0, left) : filling);
    if (!hasRoom) await Promise.race([new Promise((resolve) => asked.once('drain', resolve)), answered]);
  }
  if (!isAnswered) asked.end(ending);
  return answering;
}

let next = 0;
const startedAt = performance.now();
await Promise.all(
  Array.from({ length: sending.atOnce }, async () => {
    for (let number = next++; number < sending.files; number = next++) await send(number);
  }),
);
const sent: Sent = { seconds: (performance.now() - startedAt) / 1000, again };
process.stdout.write(JSON.stringify(sent));
agent.destroy();
