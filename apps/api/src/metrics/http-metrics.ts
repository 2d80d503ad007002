import { Counter, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';

export type HandledRequest = {
  method: string;
  /** As it is registered (`/api/v1/documents/:documentId`), never what was asked for: URLs tell ids and words. */
  route: string | undefined;
  /** Undefined where the client went away before its answer was sent. */
  status: number | undefined;
  durationMs: number;
  /** Of the problem that was answered, if one was. */
  problemCode: string | undefined;
};

export type HttpMetrics = {
  handled: (request: HandledRequest) => void;
  /** A limit on requests was reached: `network`, `session`, `uploads` … */
  limited: (limit: string) => void;
};

// In seconds. The promises are 50 ms, and 150 ms while Redis is gone; uploads and downloads take the last ones.
const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 10, 60];
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

type Observe = (seconds: number) => void;

export function createHttpMetrics(registry: Registry): HttpMetrics {
  const registers = [registry];
  const durations = new Histogram({
    name: 'portal_http_request_duration_seconds',
    help: 'Requests of the public port, from their headers to the end of their answer.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers,
  });
  const problems = new Counter({
    name: 'portal_http_problems_total',
    help: 'Requests that were answered with a problem, by its code.',
    labelNames: ['method', 'route', 'code'],
    registers,
  });
  const limits = new Counter({
    name: 'portal_http_limited_requests_total',
    help: 'Requests that a limit refused.',
    labelNames: ['limit'],
    registers,
  });
  const observers = new Map<string, Map<string, Observe>>();
  const observerOf = (method: string, route: string, status: string): Observe => {
    const ofRoute = observers.get(route) ?? new Map<string, Observe>();
    observers.set(route, ofRoute);
    const known = ofRoute.get(method + status);
    if (known) return known;
    const child = durations.labels({ method, route, status });
    const observe: Observe = (seconds) => child.observe(seconds);
    ofRoute.set(method + status, observe);
    return observe;
  };
  return {
    handled: ({ method: asked, route = 'none', status, durationMs, problemCode }) => {
      const method = methods.has(asked) ? asked : 'other';
      observerOf(method, route, classOf(status))(durationMs / 1000);
      if (problemCode !== undefined) problems.inc({ method, route, code: problemCode });
    },
    limited: (limit) => limits.inc({ limit }),
  };
}

const classes = ['other', '1xx', '2xx', '3xx', '4xx', '5xx'];

function classOf(status: number | undefined): string {
  return status === undefined ? 'broken_off' : (classes[Math.floor(status / 100)] ?? 'other');
}
