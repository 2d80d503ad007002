import supertest from 'supertest';
import type { TestPortal } from './test-portal.ts';

/** What a portal, or a worker, tells those who run it, without the port in between. */
export async function askInternally(
  { portal }: { portal: Pick<TestPortal['portal'], 'internal'> },
  path: string,
): Promise<{ status: number; text: string }> {
  const { status, text } = await supertest(portal.internal).get(path);
  return { status, text };
}

/**
 * The value of one sample, such as `portal_list_reads_total{outcome="hit"}`, labels in whatever order; undefined where
 * there is none. Throws where the labels leave a choice.
 */
export function sampleOf(
  metrics: string,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  const found = metrics.split('\n').filter((line) => {
    const [, own, said = ''] = /^(\w+)(?:\{(.*)\})? /.exec(line) ?? [];
    return own === name && wanted.every((pair) => `,${said},`.includes(`,${pair},`));
  });
  if (found.length > 1) throw new Error(`Several samples of ${name} have these labels:\n${found.join('\n')}`);
  const [line] = found;
  return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ') + 1));
}
