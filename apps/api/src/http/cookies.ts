import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';

export type CookieJar = {
  read(request: Request, name: string): string | undefined;
  /** `maxAgeInSeconds` undefined: until the browser is closed. */
  set(response: Response, name: string, value: string, maxAgeInSeconds: number | undefined): void;
  clear(response: Response, name: string): void;
};

/**
 * HttpOnly, SameSite=Lax, Path=/. Under https also Secure and named `__Host-…`, which a browser takes from this very
 * host only; plain http knows neither, and is for one's own machine.
 */
export function createCookieJar({ isHttps }: { isHttps: boolean }): CookieJar {
  const fullName = (name: string): string => (isHttps ? `__Host-${name}` : name);
  const write = (response: Response, name: string, value: string, maxAge: number | undefined): void => {
    const header = stringifySetCookie({
      name: fullName(name),
      value,
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure: isHttps,
      ...(maxAge === undefined ? {} : { maxAge }),
    });
    response.append('Set-Cookie', header);
  };
  return {
    read: (request, name) => parseCookie(request.get('cookie') ?? '')[fullName(name)],
    set: write,
    clear: (response, name) => write(response, name, '', 0),
  };
}
