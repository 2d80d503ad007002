import { problemText } from './problem-text.ts';

export type PortalClient = {
  url: string;
  /** Sends as our own page does, with the cookies it was given. Rejects unless the status is `status`. */
  send: (method: string, path: string, status: number, options?: RequestOptions) => Promise<Response>;
};

export type RequestOptions = { json?: unknown; form?: FormData; headers?: Record<string, string> };

const timeoutMs = 30_000;

export function createPortalClient({ url, cookie }: { url: string; cookie: string | undefined }): PortalClient {
  const cookies = new Map<string, string>(cookie === undefined ? [] : [pairOf(cookie)]);
  return {
    url,
    send: async (method, path, status, { json, form, headers = {} } = {}) => {
      const response = await fetch(`${url}${path}`, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          Origin: url,
          'X-Requested-With': 'fetch',
          Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        body: json === undefined ? (form ?? null) : JSON.stringify(json),
      });
      for (const line of response.headers.getSetCookie()) {
        const [name, value] = pairOf(line);
        if (value === '') cookies.delete(name);
        else cookies.set(name, value);
      }
      if (response.status !== status) {
        throw new Error(
          `${method} ${path.split('?')[0]} answered ${response.status}, not ${status}${await problemText(response)}`,
        );
      }
      return response;
    },
  };
}

/** `name=value; Path=/` → `[name, value]`. */
function pairOf(cookie: string): [string, string] {
  const pair = cookie.split(';', 1)[0] ?? '';
  const at = pair.indexOf('=');
  return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}
