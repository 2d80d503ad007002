import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal, TestPortalOptions } from '@portal/testing/test-portal';
import { inject } from 'vitest';
import { createServeWeb } from '../../local/src/serve-web.ts';

/** The whole portal on a free port, page included, as `npm start` serves it. */
export function startPortalWithPage(options: Omit<TestPortalOptions, 'web'> = {}): Promise<TestPortal> {
  return startTestPortal({ ...options, web: createServeWeb(inject('builtWebFolder')) });
}
