import type { Device } from '@portal/contract/sessions';
import type { TFunction } from 'i18next';

/** "Safari on iPhone", or as much of it as is known; `undefined` where nothing is. */
export function deviceWords(t: TFunction, device: Device | null): string | undefined {
  const { browser, system } = device ?? { browser: null, system: null };
  if (browser !== null && system !== null) return t('settings.devices.name', { browser, system });
  return browser ?? system ?? undefined;
}
