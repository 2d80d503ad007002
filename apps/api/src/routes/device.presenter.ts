import type { Device } from '@portal/contract/sessions';
import { deviceOf } from '@portal/core/identity/device';

export function presentDevice(userAgent: string): Device {
  const { browser, system } = deviceOf(userAgent);
  return { browser, system };
}
