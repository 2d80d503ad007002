/** What the global setup started, as tests receive it: plain data, because it crosses from one process to another. */
export type TestServices = {
  /** A superuser's connection to the server that holds the template database. */
  administratorUrl: string;
  /** The same server's two roles, with the template database in their path. */
  ownerUrl: string;
  applicationUrl: string;
  redisUrl: string;
  /** Asked by `POST`, answers a `S3Server` that holds to S3's own rules; it is started by whoever asks first. */
  radosgwUrl: string;
};

declare module 'vitest' {
  interface ProvidedContext {
    services: TestServices;
    chromiumPath: string;
  }
}
