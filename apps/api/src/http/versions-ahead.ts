import type { ListReadsPort } from '@portal/core/documents/document-lists.port';
import type { DocumentsVersion } from '@portal/core/documents/documents.port';
import type { Response } from 'express';
import type { Ahead } from './request-context.ts';

type Begun = { recordId: string; version: Promise<DocumentsVersion> };

/** Looks the version of a record's lists up while the session is looked up, both for one request. */
export function createVersionsAhead({ findVersion }: { findVersion: ListReadsPort['findVersion'] }): {
  begin: Ahead;
  /** Undefined where none was begun, or for another record. */
  take: (response: Response, recordId: string) => Promise<DocumentsVersion> | undefined;
} {
  const begun = new WeakMap<Response, Begun>();
  return {
    begin: (response, recordId) => {
      const version = findVersion(recordId);
      // A request that is refused never asks for it; who does ask is told of a failure all the same.
      version.catch(() => undefined);
      begun.set(response, { recordId, version });
    },
    take: (response, recordId) => {
      const its = begun.get(response);
      return its?.recordId === recordId ? its.version : undefined;
    },
  };
}
