import axios, { isCancel } from 'axios';
import type { AxiosProgressEvent, AxiosRequestConfig, AxiosResponse } from 'axios';
import i18next from 'i18next';
import type { Endpoint, EndpointAnswer, EndpointInput } from '@portal/contract/endpoint';
import { Problem } from '@portal/contract/problem';
import { ApiProblem } from './api-problem.ts';
import { setServerClock } from './server-clock.ts';

const basePath = '/api/v1';
const answerTimeoutMs = 30_000;

const api = axios.create({
  baseURL: basePath,
  withCredentials: true,
  headers: { 'X-Requested-With': 'fetch', Accept: 'application/json' },
});

export type CallOptions = {
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Asked by a timer, not by a person: does not prolong the session. */
  background?: boolean;
  /** For bodies that take long; such a call has no timeout of its own. */
  onUploadProgress?: (progress: { sentInBytes: number; totalInBytes: number | undefined }) => void;
};

/** What stands in an input at run time, whatever the endpoint. */
type InputParts = { params?: Record<string, string>; query?: Record<string, unknown>; body?: Record<string, unknown> };

/** 304 never reaches a page: the browser turns it into the 200 of its own cache. */
type Answer<E extends Endpoint> = 304 extends keyof E['responses']
  ? Exclude<EndpointAnswer<E>, undefined>
  : EndpointAnswer<E>;

let tellSessionLost: () => void = () => undefined;

/** One listener, told when an endpoint that needs a session answers that there is none. Returns how to stop listening. */
export function onSessionLost(listener: () => void): () => void {
  tellSessionLost = listener;
  return () => {
    if (tellSessionLost === listener) tellSessionLost = () => undefined;
  };
}

/** An endpoint that needs a session has answered, on whatever way it was asked, that there is none. */
export function noteSessionLost(): void {
  tellSessionLost();
}

/** The call was given up by whoever made it: nothing to report. */
export function isCancelled(error: unknown): boolean {
  return isCancel(error);
}

/**
 * Says one thing to the API and answers with the parsed body (`undefined` where there is none).
 * Fails with an `ApiProblem`, or with axios' cancellation where `signal` was aborted.
 */
export async function callEndpoint<E extends Endpoint>(
  endpoint: E,
  input: EndpointInput<E> & CallOptions,
): Promise<Answer<E>> {
  try {
    const response = await api.request<unknown>(toRequest(endpoint, input));
    setServerClock(response.headers['date']);
    return toAnswer(endpoint, response);
  } catch (error) {
    if (isCancelled(error) || error instanceof ApiProblem) throw error;
    const problem = toApiProblem(error);
    if (problem.code === 'sign_in_required' && endpoint.access === 'session') tellSessionLost();
    throw problem;
  }
}

function toRequest(endpoint: Endpoint, input: InputParts & CallOptions): AxiosRequestConfig {
  const { onUploadProgress } = input;
  return {
    method: endpoint.method,
    url: fillPath(endpoint.path, input.params ?? {}),
    params: input.query,
    data: endpoint.bodyType === 'multipart/form-data' ? toForm(input.body ?? {}) : input.body,
    headers: {
      // The page's language, which may not be the browser's: messages are written in it.
      'Accept-Language': i18next.language,
      ...input.headers,
      ...(input.background ? { 'X-Background': '1' } : {}),
    },
    ...(input.signal ? { signal: input.signal } : {}),
    ...(onUploadProgress
      ? {
          onUploadProgress: (event: AxiosProgressEvent) =>
            onUploadProgress({ sentInBytes: event.loaded, totalInBytes: event.total }),
        }
      : { timeout: answerTimeoutMs }),
  };
}

/** Where a browser goes by itself for what an endpoint answers: a file to download. */
export function addressOf(endpoint: Endpoint, query: Record<string, string>): string {
  const search = new URLSearchParams(query).toString();
  return `${basePath}${endpoint.path}${search && `?${search}`}`;
}

/** `/documents/:documentId` and `{documentId}` become `/documents/0198…`. */
export function fillPath(path: string, params: Record<string, string>): string {
  return path.replaceAll(/:([A-Za-z][A-Za-z0-9]*)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

function toForm(body: Record<string, unknown>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) {
    if (value instanceof Blob) form.append(name, value);
    else if (typeof value === 'string') form.append(name, value);
  }
  return form;
}

function toAnswer<E extends Endpoint>(endpoint: E, response: AxiosResponse<unknown>): Answer<E> {
  const promised = endpoint.responses[response.status];
  if (!promised) throw unreadable(response, undefined);
  if (!promised.body) return undefined as Answer<E>;
  const parsed = promised.body.safeParse(response.data);
  if (!parsed.success) throw unreadable(response, parsed.error);
  return parsed.data as Answer<E>;
}

function unreadable(response: AxiosResponse<unknown>, cause: unknown): ApiProblem {
  return new ApiProblem({
    kind: 'unreadable',
    problem: undefined,
    status: response.status,
    requestId: requestIdOf(response),
    retryAfterInSeconds: undefined,
    cause,
  });
}

function toApiProblem(error: unknown): ApiProblem {
  const response = axios.isAxiosError<unknown>(error) ? error.response : undefined;
  const problem = response ? Problem.safeParse(response.data) : undefined;
  if (response && problem?.success) {
    return new ApiProblem({
      kind: 'refused',
      problem: problem.data,
      status: response.status,
      requestId: problem.data.instance,
      retryAfterInSeconds: retryAfterOf(response),
      cause: error,
    });
  }
  return new ApiProblem({
    kind: response || navigator.onLine ? 'unreachable' : 'offline',
    problem: undefined,
    status: response?.status,
    requestId: response ? requestIdOf(response) : undefined,
    retryAfterInSeconds: response ? retryAfterOf(response) : undefined,
    cause: error,
  });
}

function requestIdOf(response: AxiosResponse<unknown>): string | undefined {
  const requestId: unknown = response.headers['x-request-id'];
  return typeof requestId === 'string' ? requestId : undefined;
}

/** The seconds of `Retry-After`, the only form in which the portal writes it. */
function retryAfterOf(response: AxiosResponse<unknown>): number | undefined {
  const seconds = Number(response.headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
