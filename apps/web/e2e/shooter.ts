import type { Page } from 'playwright-core';

/** One walk with a camera: a device in one theme. */
export type Shooter = { page: Page; shoot: (name: string) => Promise<void>; isPhone: boolean; url: string };
