/** Asks a dependency the cheapest question that only a working one answers. Rejects where it is down. */
export type Check = () => Promise<unknown>;

export type Dependency = {
  check: Check;
  /** Without it nothing can be served; without the others the portal serves, only not as well. */
  isRequired: boolean;
};

export type CheckResult = {
  status: 'up' | 'down';
  /** When this process first found it so; it is looked at only when somebody asks. */
  since: string;
  checkedAt: string;
  /** How long the answer, or the failure, took. */
  latencyMs: number;
};

/** `degraded`: everything is served, though something that helps is down. */
export type HealthReport = {
  status: 'up' | 'degraded' | 'down';
  checks: Readonly<Record<string, CheckResult>>;
};

export type Health = {
  /** Answers within the time-out, and from memory where it was asked a moment ago: looking harms nobody. */
  look: () => Promise<HealthReport>;
};

const timeoutMs = 1_000;
const keptMs = 2_000;

export function createHealth({
  dependencies,
  now,
}: {
  dependencies: Readonly<Record<string, Dependency>>;
  now: () => Date;
}): Health {
  const watched = Object.entries(dependencies).map(([name, { check, isRequired }]) => {
    return { name, isRequired, look: watch(check, now) };
  });
  const lookAtAll = async (): Promise<HealthReport> => {
    const results = await Promise.all(watched.map(async ({ name, look }) => [name, await look()] as const));
    const checks = Object.fromEntries(results);
    const down = watched.filter(({ name }) => checks[name]?.status === 'down');
    const status = down.length === 0 ? 'up' : down.some(({ isRequired }) => isRequired) ? 'down' : 'degraded';
    return { status, checks };
  };
  let latest: Promise<HealthReport> | undefined;
  let keptUntilMs = -Infinity;
  return {
    look: () => {
      if (latest && performance.now() < keptUntilMs) return latest;
      keptUntilMs = performance.now() + keptMs;
      latest = lookAtAll();
      return latest;
    },
  };
}

function watch(check: Check, now: () => Date): () => Promise<CheckResult> {
  const ask = oneAtATime(check);
  let last: CheckResult | undefined;
  return async () => {
    const startedMs = performance.now();
    const status = (await isInTime(ask())) ? 'up' : 'down';
    const latencyMs = Math.round((performance.now() - startedMs) * 10) / 10;
    const checkedAt = now().toISOString();
    const since = last?.status === status ? last.since : checkedAt;
    last = { status, since, checkedAt, latencyMs };
    return last;
  };
}

/**
 * Whoever says nothing is not asked again until it did. What failed is not told on: names and addresses of servers stand
 * in such errors.
 */
function oneAtATime(check: Check): () => Promise<boolean> {
  let asked: Promise<boolean> | undefined;
  const ask = async (): Promise<boolean> => {
    try {
      await check();
      return true;
    } catch {
      return false;
    } finally {
      asked = undefined;
    }
  };
  return () => {
    asked ??= ask();
    return asked;
  };
}

async function isInTime(answered: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, false).unref();
  });
  const isUp = await Promise.race([answered, late]);
  clearTimeout(timer);
  return isUp;
}
