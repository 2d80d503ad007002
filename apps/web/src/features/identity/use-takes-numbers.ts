import { usePortal } from '../../app/use-portal.ts';

/**
 * Whether codes go to mobile numbers here. `undefined` until the portal has said so; where it cannot be asked they are
 * offered, and it decides when it is asked for a code.
 */
export function useTakesNumbers(): boolean | undefined {
  const portal = usePortal();
  return portal.isError ? true : portal.data?.signInChannels.includes('sms');
}
