import { PortalProblem } from '@portal/core/problem';

/** What Express, body-parser and the router throw for a request they cannot read. */
type HttpError = { status: number; type: string | undefined };

function asHttpError(error: unknown): HttpError | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  return { status: error.status, type: 'type' in error && typeof error.type === 'string' ? error.type : undefined };
}

/** Turns whatever was thrown into a "no" of the portal; undefined where it is a fault of ours. */
export function toProblem(error: unknown): PortalProblem | undefined {
  if (error instanceof PortalProblem) return error;
  const httpError = asHttpError(error);
  if (!httpError || httpError.status < 400 || httpError.status >= 500) return undefined;
  if (httpError.status === 413)
    return new PortalProblem('body_too_large', 'This request is larger than the portal takes.');
  if (httpError.status === 415) {
    return new PortalProblem('unsupported_media_type', 'The portal cannot read a request in this encoding.');
  }
  return new PortalProblem('invalid_request', 'The portal cannot read this request.');
}
