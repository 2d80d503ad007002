import type { ProblemCode } from '@portal/contract/problem';
import type { Session } from '@portal/core/identity/sessions.port';
import type { RequestOrigin, Viewer } from '@portal/core/viewer';
import type { Request, Response } from 'express';

/** What the middlewares learn about a request, typed: everything below reads and writes `response.locals`. */
type RequestContext = {
  requestId?: string;
  routePattern?: string;
  problemCode?: ProblemCode;
  isBackground?: boolean;
  goesOnSinceMs?: number;
  session?: Session;
  ahead?: Ahead;
};

/** What may begin before the session is confirmed, for the record that its token opened a moment ago. */
export type Ahead = (response: Response, recordId: string) => void;

function contextOf(response: Response): RequestContext {
  return response.locals as RequestContext;
}

export function setRequestId(response: Response, requestId: string): void {
  contextOf(response).requestId = requestId;
}

/** Told to the client as `X-Request-Id` and `instance`, logged, and written down with what was done. */
export function requestIdOf(response: Response): string {
  return contextOf(response).requestId ?? '';
}

export function setRoutePattern(response: Response, pattern: string): void {
  contextOf(response).routePattern = pattern;
}

/** `/api/v1/documents/:documentId`: what is logged instead of the URL. Undefined where no route took the request. */
export function routePatternOf(response: Response): string | undefined {
  return contextOf(response).routePattern;
}

export function setProblemCode(response: Response, code: ProblemCode): void {
  contextOf(response).problemCode = code;
}

/** Undefined where no problem was answered. */
export function problemCodeOf(response: Response): ProblemCode | undefined {
  return contextOf(response).problemCode;
}

/** Its route is asked for by the page itself, whatever the request says. */
export function setBackground(response: Response): void {
  contextOf(response).isBackground = true;
}

export function isBackgroundRoute(response: Response): boolean {
  return contextOf(response).isBackground === true;
}

/** It has been answered, and what is said from now on takes as long as somebody listens. */
export function setGoesOn(response: Response): void {
  contextOf(response).goesOnSinceMs = performance.now();
}

/** By `performance.now()`; undefined for an answer that has an end of its own. */
export function goesOnSinceOf(response: Response): number | undefined {
  return contextOf(response).goesOnSinceMs;
}

export function setAhead(response: Response, ahead: Ahead): void {
  contextOf(response).ahead = ahead;
}

export function aheadOf(response: Response): Ahead | undefined {
  return contextOf(response).ahead;
}

export function setSession(response: Response, session: Session): void {
  contextOf(response).session = session;
}

export function findSessionOf(response: Response): Session | undefined {
  return contextOf(response).session;
}

/** Throws (a fault of the portal) where no session was asked for before. */
export function sessionOf(response: Response): Session {
  const session = findSessionOf(response);
  if (!session) throw new Error('This route reads the session but is open to everybody.');
  return session;
}

/** Who is asking: the session's patient, on this request. */
export function viewerOf(request: Request, response: Response): Viewer {
  const session = sessionOf(response);
  return {
    userId: session.userId,
    recordId: session.recordId,
    sessionId: session.id,
    origin: originOf(request, response),
  };
}

const longestUserAgent = 400;

export function originOf(request: Request, response: Response): RequestOrigin {
  return {
    requestId: requestIdOf(response),
    ipAddress: request.ip ?? '',
    userAgent: (request.get('user-agent') ?? '').slice(0, longestUserAgent),
  };
}
