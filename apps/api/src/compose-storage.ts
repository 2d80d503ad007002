import { setTimeout as delay } from 'node:timers/promises';
import { createActivity } from '@portal/adapters/postgres/activity.postgres';
import type { Postgres } from '@portal/adapters/postgres/pool';
import { createPostgresStorageRows } from '@portal/adapters/postgres/storage-rows.postgres';
import { createUnitOfWork } from '@portal/adapters/postgres/unit-of-work.postgres';
import { createCheckStoredDocument } from '@portal/core/storage/check-stored-document';
import { createFilesInTwoStores } from '@portal/core/documents/files-in-two-stores';
import { createFindStrays } from '@portal/core/storage/find-strays';
import { createMoveDocument, type MoveJournal } from '@portal/core/storage/move-document';
import { createMoveStorage, formerStaysForMs, type MoveStorage } from '@portal/core/storage/move-storage';
import type { StorageRowsPort } from '@portal/core/storage/storage-rows.port';
import { createVerifyStorage, type VerifyStorage } from '@portal/core/storage/verify-storage';
import type { FileStore } from './compose-files.ts';

// Reading and hashing four files at a time keeps a disk and a core busy, and leaves the portal its share of both.
const atOnce = 4;

/** A store of bytes as the operator's commands need it. */
export type ManagedStore = Pick<FileStore, 'files' | 'objects'> & { name: string };
export type ManagedStores = { current: ManagedStore; former: ManagedStore | undefined };

export type StorageSurroundings = {
  postgres: Postgres;
  stores: ManagedStores;
  now: () => Date;
};

/** What compares the rows with the stores. */
export function composeStorageVerification({ postgres, stores, now }: StorageSurroundings): {
  rows: StorageRowsPort;
  verifyStorage: VerifyStorage;
} {
  const { current, former } = stores;
  const rows = createPostgresStorageRows(postgres);
  const files = former ? createFilesInTwoStores({ current: current.files, former: former.files }) : current.files;
  const verifyStorage = createVerifyStorage({
    rows,
    inTransaction: createUnitOfWork(postgres, (client) => ({
      rows: createPostgresStorageRows(client),
      activity: createActivity(client),
    })),
    stores: former ? [current, former] : [current],
    checkStoredDocument: createCheckStoredDocument({ rows, files }),
    findStrays: createFindStrays({ rows, now }),
    now,
    atOnce,
  });
  return { rows, verifyStorage };
}

/** What moves documents from the former store to the current one. */
export function composeStorageMove(
  { postgres, stores, now }: StorageSurroundings & { stores: { former: ManagedStore } },
  journal: MoveJournal,
  times: { formerStaysForMs: number } = { formerStaysForMs },
): { rows: StorageRowsPort; moveStorage: MoveStorage } {
  const { current, former } = stores;
  const rows = createPostgresStorageRows(postgres);
  const moveStorage = createMoveStorage({
    rows,
    current: current.files,
    former: former.files,
    objects: former.objects,
    moveDocument: createMoveDocument({ rows, current: current.files, former: former.files, journal }),
    journal,
    now,
    wait: (durationMs, signal) => delay(durationMs, undefined, { signal }),
    ...times,
    atOnce,
  });
  return { rows, moveStorage };
}
