import { createInterface } from 'node:readline/promises';
import { runSmoke } from './smoke/run-smoke.ts';
import { createPortalClient } from './smoke/portal-client.ts';

/**
 * Tries a running portal over plain HTTP, as a patient's browser would, and takes away what it added.
 *
 *   PORTAL_URL       where it is (default http://localhost:3000), exactly as its PUBLIC_URL says
 *   SMOKE_SESSION    a session cookie to use (`name=value`), instead of signing in
 *   SMOKE_ADDRESS    the e-mail address to sign in with where there is no mailbox page; the code is asked for
 *
 * Prints each step with its time; exits 0 when all went well, else 1.
 */
const environment = process.env;
const url = new URL(environment['PORTAL_URL'] ?? 'http://localhost:3000').origin;

async function askForCode(sentTo: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(`The code that was sent to ${sentTo}: `)).trim();
  } finally {
    terminal.close();
  }
}

const isSound = await runSmoke({
  client: createPortalClient({ url, cookie: environment['SMOKE_SESSION'] }),
  hasSession: environment['SMOKE_SESSION'] !== undefined,
  address: environment['SMOKE_ADDRESS'],
  askForCode,
  say: (line) => console.log(line),
});
process.exitCode = isSound ? 0 : 1;
