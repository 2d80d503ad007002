import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { buildContentSecurityPolicy } from './content-security-policy.ts';

const permissions = 'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()';
const hstsMaxAgeInSeconds = 2 * 365 * 24 * 60 * 60;

export type Protection = {
  isHttps: boolean;
  /** Where the page exchanges documents beside the portal itself. What is no page needs none. */
  storeOrigins?: readonly string[];
};

/** On every answer, errors and files too, whoever writes it. HSTS only where people reach us by https. */
export function protectiveHeaders({ isHttps, storeOrigins = [] }: Protection): Record<string, string> {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const setHeaders = helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: isHttps ? { maxAge: hstsMaxAgeInSeconds, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    // pdf.js needs no isolated memory, and with it nothing embedded could be shown.
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  });
  setHeaders(response.req, response, () => undefined);
  const headers = Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)] as const);
  const policy = buildContentSecurityPolicy(storeOrigins);
  return { ...Object.fromEntries(headers), 'content-security-policy': policy, 'permissions-policy': permissions };
}

export function securityHeaders(options: Protection): RequestHandler {
  // As they are: Express would look at each of them again on every answer.
  const headers = new Map(Object.entries(protectiveHeaders(options)));
  return (_request, response, next) => {
    response.setHeaders(headers);
    next();
  };
}

/** What belongs to a patient, and every other answer of the API, is kept nowhere on the way. */
export function noStore(): RequestHandler {
  return (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  };
}
