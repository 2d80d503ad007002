import { it } from 'vitest';

type AddTest = (name: string, test: () => Promise<void>) => void;

const leaveOut: AddTest = () => undefined;

/** A test of what a store promises by itself and a stand-in for it can't show: where that is so there is none. */
export const itWhere = (isShown: boolean): AddTest => (isShown ? it : leaveOut);
