import type { ApiProcess } from './api-process.ts';

export type OtherRequests = { p95Ms: number; count: number };

/** What somebody else meets meanwhile: lists asked for one after the other until `isOver`. Throws at any but a 200. */
export async function askMeanwhile(
  api: Pick<ApiProcess, 'url'>,
  headers: Record<string, string>,
  isOver: () => boolean,
): Promise<OtherRequests> {
  const times: number[] = [];
  while (!isOver()) {
    const startedAt = performance.now();
    const answer = await fetch(`${api.url}/api/v1/documents`, { headers });
    await answer.arrayBuffer();
    times.push(performance.now() - startedAt);
    if (answer.status !== 200) throw new Error(`A list was answered with ${answer.status}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  times.sort((one, other) => one - other);
  return { p95Ms: times[Math.floor(times.length * 0.95)] ?? NaN, count: times.length };
}

export function askFor(milliseconds: number, api: Pick<ApiProcess, 'url'>, headers: Record<string, string>) {
  const endsAt = performance.now() + milliseconds;
  return askMeanwhile(api, headers, () => performance.now() > endsAt);
}
