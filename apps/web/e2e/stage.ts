import { type ClamdServer, startClamd } from '@portal/testing/clamd-server';
import { createRadosgwBucket } from '@portal/testing/s3';
import type { TestBucket } from '@portal/testing/s3';
import type { TestPortal } from '@portal/testing/test-portal';
import type { TestPortalOptions } from '@portal/testing/test-portal';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { launchBrowser, openGuardedPage, signInBehindThePage } from './browser.ts';
import type { GuardedPage } from './browser.ts';
import { startCountingProxy } from './counting-proxy.ts';
import type { CountingProxy } from './counting-proxy.ts';
import { startPortalWithPage } from './portal.ts';

function bucketOrigins(bucket: TestBucket | undefined): readonly string[] {
  return bucket?.place.endpoint === undefined ? [] : [new URL(bucket.place.endpoint).origin];
}

export type Stage = {
  readonly url: string;
  readonly portal: TestPortal;
  /** What browsers send goes through it, where `isCounted` was asked for. */
  readonly proxy: CountingProxy;
  /** A browser of its own, nobody signed in. */
  open: (options?: BrowserContextOptions) => Promise<GuardedPage>;
  /** A new patient in a browser of their own, at their documents. */
  openSignedIn: (options?: BrowserContextOptions) => Promise<GuardedPage & { address: string }>;
};

type StageOptions = Omit<TestPortalOptions, 'web'> & {
  /** Browsers reach the portal through a proxy that counts. */
  isCounted?: boolean;
  /** Documents are kept in a bucket of their own, which browsers may ask too. Counted as well. */
  isOnS3?: boolean;
  /** A scanner of its own looks for viruses; it knows one. */
  isScanned?: boolean;
};

/** A store that holds to S3's rules is started by whoever needs it first, and takes its time. */
const startTimeoutMs = 120_000;

const nothingHappened = { policyViolations: [], pageErrors: [], foreignRequests: [], dialogs: [] };

/**
 * A portal and a browser for the tests of one file. After each test its browsers are closed, and none of their pages
 * may have broken the content security policy, thrown, asked another origin for anything, or opened a dialog.
 */
export function setStage(options: StageOptions = {}): Stage {
  const { isCounted = false, isOnS3 = false, isScanned = false, ...portalOptions } = options;
  let proxy: CountingProxy | undefined;
  let bucket: TestBucket | undefined;
  let clamd: ClamdServer | undefined;
  let portal: TestPortal | undefined;
  let browser: Browser | undefined;
  let opened: GuardedPage[] = [];

  beforeAll(async () => {
    if (isCounted || isOnS3) proxy = await startCountingProxy();
    if (isOnS3 && proxy) bucket = await createRadosgwBucket({ origin: proxy.url });
    if (isScanned) clamd = await startClamd();
    const environment = {
      ...(clamd ? { SCANNER: 'clamd', CLAMD_URL: clamd.url } : {}),
      ...portalOptions.environment,
      ...bucket?.environment,
      ...(proxy ? { PUBLIC_URL: proxy.url } : {}),
    };
    [portal, browser] = await Promise.all([
      startPortalWithPage({ ...portalOptions, environment }),
      launchBrowser(inject('chromiumPath')),
    ]);
    proxy?.leadTo(portal.url);
  }, startTimeoutMs);
  afterAll(async () => {
    await browser?.close();
    await proxy?.close();
    await portal?.stop();
    await bucket?.stop();
    await clamd?.stop();
  });
  afterEach(async () => {
    const guarded = opened;
    opened = [];
    await Promise.all(guarded.map(({ context }) => context.close()));
    for (const { guard } of guarded) expect(guard).toEqual(nothingHappened);
  });

  const running = (): TestPortal => {
    if (!portal) throw new Error('The portal of this file has not started.');
    return portal;
  };
  const url = (): string => proxy?.url ?? running().url;
  const open = async (options: BrowserContextOptions = {}): Promise<GuardedPage> => {
    if (!browser) throw new Error('The browser of this file has not started.');
    const guarded = await openGuardedPage(browser, { url: url(), alsoAsked: bucketOrigins(bucket) }, options);
    opened.push(guarded);
    return guarded;
  };
  return {
    get url() {
      return url();
    },
    get portal() {
      return running();
    },
    get proxy() {
      if (!proxy) throw new Error('Nothing is counted on this stage.');
      return proxy;
    },
    open,
    openSignedIn: async (options = {}) => {
      const guarded = await open(options);
      const address = await signInBehindThePage(guarded.context, url());
      await guarded.page.goto('/');
      // What takes dropped files is there with the page, in every language.
      await guarded.page.locator('input[type="file"]').waitFor({ state: 'attached' });
      return { ...guarded, address };
    },
  };
}
