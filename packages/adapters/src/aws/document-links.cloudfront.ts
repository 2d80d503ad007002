import { getSignedUrl } from '@aws-sdk/cloudfront-signer';
import type { DocumentLinksPort } from '@portal/core/documents/document-links.port';
import { assertStorageKey } from '@portal/core/documents/storage-key';
import type { Secret } from '@portal/core/secret';

export type CloudFrontPlace = {
  /** Of the distribution in front of the bucket, whose key group trusts the key pair. */
  url: string;
  keyPairId: string;
  /** PEM. */
  privateKey: Secret;
};

/** URLs of a CloudFront distribution, signed for one object under its canned policy. */
export function createCloudFrontDocumentLinks(place: CloudFrontPlace, now: () => Date): DocumentLinksPort {
  return {
    create: async ({ storageKey }, lifetimeMs) => {
      assertStorageKey(storageKey);
      return getSignedUrl({
        url: new URL(`/${storageKey}`, place.url).href,
        keyPairId: place.keyPairId,
        privateKey: place.privateKey.reveal(),
        dateLessThan: new Date(now().getTime() + lifetimeMs).toISOString(),
      });
    },
    read: async () => undefined,
  };
}
