import type { BrowserContext } from 'playwright-core';
import type { CountingProxy } from './counting-proxy.ts';

/**
 * The network goes away, as in a tunnel: the browser knows that it is offline, what is on its way is lost, and nothing
 * comes through. Chromium's emulation alone lets requests that have begun go on, and begins broken ones again.
 */
export async function enterTunnel(context: BrowserContext, proxy: CountingProxy): Promise<void> {
  await context.setOffline(true);
  proxy.cut();
}

export async function leaveTunnel(context: BrowserContext, proxy: CountingProxy): Promise<void> {
  proxy.mend();
  await context.setOffline(false);
}
