import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { buildContentSecurityPolicy } from './content-security-policy.ts';

const policy = buildContentSecurityPolicy();
const permissions = 'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()';
const hstsMaxAgeInSeconds = 2 * 365 * 24 * 60 * 60;

/** On every answer, errors and files too. HSTS only where people reach us by https. */
export function securityHeaders({ isHttps }: { isHttps: boolean }): RequestHandler {
  const headers = helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: isHttps ? { maxAge: hstsMaxAgeInSeconds, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    // pdf.js needs no isolated memory, and with it nothing embedded could be shown.
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  });
  return (request, response, next) => {
    response.set('Content-Security-Policy', policy);
    response.set('Permissions-Policy', permissions);
    headers(request, response, next);
  };
}

/** What belongs to a patient, and every other answer of the API, is kept nowhere on the way. */
export function noStore(): RequestHandler {
  return (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  };
}
