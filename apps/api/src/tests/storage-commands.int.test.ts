import { rm } from 'node:fs/promises';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { addDocument, filesOf } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runStorageMove, runStorageVerify } from '../compose-storage-commands.ts';

let portal: TestPortal;
let client: SignedInClient;

beforeAll(async () => {
  portal = await startTestPortal();
  client = await signedInClient(portal);
});
afterAll(() => portal.stop());

async function run(command: typeof runStorageVerify, args: string[], signal = new AbortController().signal) {
  let said = '';
  const out = { write: (text: string) => (said += text) };
  const exitCode = await command({ config: portal.config, args, out, signal });
  return { exitCode, said };
}

describe('the commands of whoever runs the portal', () => {
  it('storage:verify says that all agree, and how much that was', async () => {
    await addDocument(client, 'sound', { title: 'A secret illness' });
    const { exitCode, said } = await run(runStorageVerify, []);
    expect(exitCode).toBe(0);
    expect(said).toMatch(/^1 of 1 documents, 1.5 kB of 1.5 kB, .*B\/s\n/);
    expect(said).toContain('1 documents (1.5 kB) and 1 stored objects: all agree.');
  });

  it('storage:verify names what disagrees by its id, never by its name, and ends with 1', async () => {
    const before = new Set(await filesOf(portal));
    const { id } = await addDocument(client, 'lost', { title: 'A secret illness' });
    for (const file of await filesOf(portal)) if (!before.has(file)) await rm(file);
    const { exitCode, said } = await run(runStorageVerify, ['--quick']);
    expect(exitCode).toBe(1);
    expect(said).toMatch(new RegExp(`^bytes are missing: document ${id}, documents/[0-9a-f/-]+$`, 'm'));
    expect(said).toContain('1 disagree (bytes are missing: 1).');
    expect(said).not.toMatch(/secret illness|scan\.pdf/);
  });

  it('storage:verify that was stopped is gone on with by --resume, and begins anew without', async () => {
    const stopped = await run(runStorageVerify, [], AbortSignal.abort());
    expect(stopped).toMatchObject({ exitCode: 130 });
    expect(stopped.said).toContain('--resume goes on from here.');
    const nothing = await run(runStorageVerify, ['--resume', '--quick']);
    expect(nothing.said).toContain('Nothing to go on with');
  });

  it('storage:move says what it needs', async () => {
    const { exitCode, said } = await run(runStorageMove, []);
    expect(exitCode).toBe(1);
    expect(said).toContain('STORAGE_BEFORE is missing');
  });

  it('take no word that they do not know', async () => {
    await expect(run(runStorageVerify, ['--remove-everything'])).rejects.toThrow(
      "Unknown option '--remove-everything'",
    );
    await expect(run(runStorageMove, ['now'])).rejects.toThrow('Unexpected argument');
  });
});
