/**
 * What lies in a store of bytes, whether a row knows of it or not: for those who compare the two. Places are the
 * store's own names; a place may not tell its key, but a key tells its place.
 * A store that fails rejects as `service_unavailable`.
 */
export type StoredObjectsPort = {
  /**
   * Everything of the portal's that lies there, in no order; nothing that has a name the portal gives to none. What
   * comes or goes meanwhile may be among it or not.
   */
  list(): AsyncIterable<StoredObject>;
  /** Where the bytes of a key lie or would lie: whole, or while they come in parts. */
  placeOf(storageKey: string): string;
  /** Takes away for good what `list` showed, every version of it. Idempotent. */
  removeAt(object: Pick<StoredObject, 'place' | 'kind'>): Promise<void>;
};

/**
 * `whole`: as a document's bytes lie. `in_parts`: came in parts and is not whole yet. `temporary`: being written, or
 * left by a write that died; its place is that of no key.
 */
export type StoredObject = {
  place: string;
  kind: 'whole' | 'in_parts' | 'temporary';
  sizeInBytes: number;
  modifiedAt: Date;
};
