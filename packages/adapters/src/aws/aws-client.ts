/** Where a service of AWS is reached. Credentials come from the surroundings (an instance's role, a profile). */
export type AwsPlace = {
  region: string;
  /** Undefined for AWS itself. */
  endpoint: string | undefined;
};

/** Bounded: two tries of at most seven seconds each; whoever sends tries again later. */
export function awsClientOptions({ region, endpoint }: AwsPlace) {
  return {
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  };
}
