import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './api-problem.ts';

const retriesAtMost = 2;

/** For `retry` of a query. Who is asked to come back later is not helped by being asked at once. */
export function isWorthAskingAgain(failures: number, error: Error): boolean {
  return failures < retriesAtMost && error instanceof ApiProblem && error.isPassing && error.status !== 429;
}

/** Reads are tried again where waiting helps; writes never are, for nobody knows whether the first one arrived. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: isWorthAskingAgain,
      },
      mutations: { retry: false },
    },
  });
}
