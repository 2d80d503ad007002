import express from 'express';
import type { Express, RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import { apiPath, createApiRouter } from './http/api-router.ts';
import type { RegisterRoutes } from './http/api-routes.ts';
import type { CookieJar } from './http/cookies.ts';
import { crossSite } from './http/cross-site.ts';
import { requestId } from './http/request-id.ts';
import { requestLog } from './http/request-log.ts';
import { requestMetrics } from './http/request-metrics.ts';
import { requireHost } from './http/require-host.ts';
import { noStore, securityHeaders } from './http/security-headers.ts';
import { answerErrors, answerNotFound } from './http/send-problem.ts';
import type { RateLimits } from './http/rate-limits.ts';
import { requireSession } from './http/session.ts';
import type { FindSession } from './http/session.ts';
import type { HttpMetrics } from './metrics/http-metrics.ts';

/** Adds routes outside `/api/v1`, such as `GET /files/:token`. */
export type RegisterRoots = (router: Router) => void;

export type AppParts = {
  publicUrl: URL;
  /** Other origins that the page exchanges documents with. */
  storeOrigins: readonly string[];
  /** How many proxies of ours stand in front: that many entries of `X-Forwarded-For` are believed. */
  trustProxyHops: number;
  logger: Logger;
  metrics: Pick<HttpMetrics, 'handled'>;
  cookies: CookieJar;
  findSession: FindSession;
  rateLimits: Pick<RateLimits, 'byNetwork' | 'bySession'>;
  routes: readonly RegisterRoutes[];
  roots: readonly RegisterRoots[];
  /** Serves the page, where this process does: everything that is not the API's. */
  web: RequestHandler | undefined;
};

/** The portal's HTTP side: knows the use cases it is handed and nothing of what stands behind them. */
export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', parts.trustProxyHops);

  app.use(requestId());
  app.use(requestMetrics(parts.metrics));
  app.use(securityHeaders({ isHttps: parts.publicUrl.protocol === 'https:', storeOrigins: parts.storeOrigins }));
  app.use(requestLog(parts.logger));
  app.use(requireHost());
  app.use(crossSite({ publicUrl: parts.publicUrl }));

  app.use('/api', noStore());
  app.use('/api', parts.rateLimits.byNetwork);
  for (const register of parts.roots) register(app);
  app.use(
    apiPath,
    createApiRouter({ requireSession: [requireSession(parts), parts.rateLimits.bySession], routes: parts.routes }),
  );
  app.use('/api', answerNotFound());
  if (parts.web) app.use(parts.web);
  app.use(answerNotFound());
  app.use(answerErrors(parts.logger));
  return app;
}
