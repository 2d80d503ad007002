import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The client as it is delivered, built from the sources as they are now. */
    builtWebFolder: string;
  }
}

const root = path.resolve(import.meta.dirname, '..');

/** Vitest's global setup of the browser tests: what is tested is what is delivered, never the development server. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'portal-web-'));
  // Vitest's own NODE_ENV would bring React's development build, which weighs half as much again.
  const own = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  await build({ root, logLevel: 'warn', build: { outDir: folder, emptyOutDir: true } });
  process.env['NODE_ENV'] = own;
  project.provide('builtWebFolder', folder);
  return () => rm(folder, { recursive: true, force: true });
}
