import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './api-problem.ts';

const retriesAtMost = 2;

/** Reads are tried again where waiting helps; writes never are, for nobody knows whether the first one arrived. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) =>
          failures < retriesAtMost && error instanceof ApiProblem && error.isPassing && error.status !== 429,
      },
      mutations: { retry: false },
    },
  });
}
