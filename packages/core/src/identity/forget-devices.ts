import { untilNoneIsLeft } from '../until-none-is-left.ts';
import type { DevicesPort } from './devices.port.ts';
import { devicePolicy } from './identity-policy.ts';

/** Answers how many went. */
export type ForgetDevices = () => Promise<number>;

const atMost = 1_000;

/** Forgets browsers that nobody signed in with for so long that their cookie is gone too, some at a time. */
export function createForgetDevices(dependencies: {
  devices: Pick<DevicesPort, 'deleteUnused'>;
  now: () => Date;
}): ForgetDevices {
  const { devices, now } = dependencies;
  return async () => {
    const usedBefore = new Date(now().getTime() - devicePolicy.rememberedMs);
    return untilNoneIsLeft(atMost, () => devices.deleteUnused({ usedBefore, atMost }));
  };
}
