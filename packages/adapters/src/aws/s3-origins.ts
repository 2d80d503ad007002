export type S3Address = {
  bucket: string;
  region: string;
  endpoint: string | undefined;
  cloudFront: { url: string } | undefined;
};

/** The origins that a browser sends parts to and opens documents at: for the security policy of the page. */
export function originsOfS3({ bucket, region, endpoint, cloudFront }: S3Address): string[] {
  const origins = cloudFront ? [new URL(cloudFront.url).origin] : [];
  if (endpoint !== undefined) return [new URL(endpoint).origin, ...origins];
  // A name with dots fits no certificate of AWS: the SDK puts such a bucket into the path.
  const host = bucket.includes('.') ? `s3.${region}.amazonaws.com` : `${bucket}.s3.${region}.amazonaws.com`;
  return [`https://${host}`, ...origins];
}
