const shape = /^[a-z]{1,20}\/[0-9a-f-]{36}\/[0-9a-f-]{36}\/[0-9a-zA-Z_-]{16,64}$/;

/** Whether the portal names its files so. What else lies in a store is somebody else's. */
export const isStorageKey = (name: string): boolean => shape.test(name);

/** Throws (a fault) for a key that the portal did not make: what comes from outside never names a place in a store. */
export function assertStorageKey(storageKey: string): void {
  if (!isStorageKey(storageKey)) throw new Error('This is no storage key of the portal.');
}
