/** A server that speaks S3, and a user of it that may make buckets. Plain data: it crosses from one process to another. */
export type S3Server = { endpoint: string; region: string; accessKeyId: string; secretAccessKey: string };
