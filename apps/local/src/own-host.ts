import type { IncomingMessage, RequestListener } from 'node:http';
import { protectiveHeaders } from '@portal/api/http/security-headers';

const headers = protectiveHeaders({ isHttps: false });
const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Sends a browser that came by another name of this machine (`127.0.0.1` for `localhost`) on to the portal's own:
 * there its cookies are, and only a page from there may write. Everything but a page that a browser navigates to is
 * served as it is, and so is a host that only a proxy can have written.
 */
export const leadToOwnHost =
  (publicUrl: URL, serve: RequestListener): RequestListener =>
  (request, response) => {
    if (!isNavigation(request) || !isOtherNameOf(publicUrl, request.headers.host)) return serve(request, response);
    const path = request.url?.startsWith('/') === true ? request.url : '/';
    const location = { Location: `${publicUrl.origin}${path}`, 'Cache-Control': 'no-store' };
    response.writeHead(302, { ...headers, ...location }).end();
  };

const isNavigation = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && headers.accept?.includes('text/html') === true;

/** The port has to be the same: another one is a way of its own to get here, such as the page's during development. */
const isOtherNameOf = (publicUrl: URL, host: string | undefined): boolean => {
  const asked = URL.parse(`http://${host ?? ''}`);
  return (
    asked !== null &&
    publicUrl.protocol === 'http:' &&
    asked.port === publicUrl.port &&
    asked.hostname !== publicUrl.hostname &&
    [asked.hostname, publicUrl.hostname].every((name) => loopbackNames.includes(name))
  );
};
