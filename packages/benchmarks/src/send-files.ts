import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';

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

export type Sent = { seconds: number };

const boundary = 'a-boundary-that-no-file-holds';
const pieceInBytes = 1024 * 1024;
const opening = Buffer.from(
  `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="scan.pdf"\r\n` +
    'Content-Type: application/pdf\r\n\r\n',
);
const ending = Buffer.from(`\r\n--${boundary}--\r\n`);

const sending = JSON.parse(process.argv[2] ?? '') as Sending;
const agent = new Agent({ keepAlive: true, maxSockets: sending.atOnce });
const filling = Buffer.alloc(pieceInBytes);
for (let at = 0, state = sending.seed; at < pieceInBytes; at += 4) {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  filling.writeUInt32LE(state, at);
}

async function send(number: number): Promise<void> {
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
  const answering = once(asked, 'response');
  const head = Buffer.from(`%PDF-1.7\n%${seed}-${number}\n`);
  asked.cork();
  asked.write(opening);
  asked.write(head);
  asked.uncork();
  for (let left = sizeInBytes - head.length; left > 0; left -= pieceInBytes) {
    if (!asked.write(left < pieceInBytes ? filling.subarray(0, left) : filling)) await once(asked, 'drain');
  }
  asked.end(ending);
  const [answer] = (await answering) as [NodeJS.ReadableStream & { statusCode: number }];
  let text = '';
  for await (const piece of answer) text += String(piece);
  if (answer.statusCode !== 201) throw new Error(`${answer.statusCode} ${text}`);
}

let next = 0;
const startedAt = performance.now();
await Promise.all(
  Array.from({ length: sending.atOnce }, async () => {
    for (let number = next++; number < sending.files; number = next++) await send(number);
  }),
);
const sent: Sent = { seconds: (performance.now() - startedAt) / 1000 };
process.stdout.write(JSON.stringify(sent));
agent.destroy();
