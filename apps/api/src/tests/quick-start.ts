import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What starts the API in half the time: the code as Node has compiled it, kept by a process that ends in order, which
 * those that are killed never do.
 */
export function prepareQuickStart(): { environment: Record<string, string>; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'portal-compiled-'));
  const environment = { NODE_COMPILE_CACHE: folder };
  const compose = fileURLToPath(new URL('../compose.ts', import.meta.url));
  const script = `import { flushCompileCache } from 'node:module'; await import(${JSON.stringify(compose)}); flushCompileCache();`;
  execFileSync(process.execPath, ['--input-type=module', '--eval', script], { env: environment });
  return { environment, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
