import type { BrowserContext } from 'playwright-core';
import type { CountingProxy } from './counting-proxy.ts';

/**
 * The network goes away, as in a tunnel: the browser knows that it is offline, and what is on its way is lost.
 * Chromium's emulation alone lets requests that have begun go on to their end.
 */
export async function enterTunnel(context: BrowserContext, proxy: CountingProxy): Promise<void> {
  await context.setOffline(true);
  proxy.cut();
}
