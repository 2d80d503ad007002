import { Counter } from 'prom-client';
import type { Registry } from 'prom-client';

/**
 * One counter with one label whose values are all known: each is there from the start as 0, because a rate is told of
 * what was seen twice only.
 */
export function countersOf<Value extends string>(
  registry: Registry,
  input: { name: string; help: string; label: string; values: readonly Value[] },
): Record<Value, () => void> {
  const { name, help, label, values } = input;
  const counter = new Counter({ name, help, labelNames: [label], registers: [registry] });
  const entries = values.map((value) => {
    const child = counter.labels({ [label]: value });
    child.inc(0);
    return [value, () => child.inc()] as const;
  });
  return Object.fromEntries(entries) as Record<Value, () => void>;
}
