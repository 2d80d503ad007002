import { isProblem } from '../problem.ts';
import type { AskLimitsPort } from './ask-limits.port.ts';

/** Limits that go on while their store cannot be reached: each process then counts for itself. */
export function createInsuredAskLimits(dependencies: {
  askLimits: AskLimitsPort;
  insurance: AskLimitsPort;
  onFailure: (error: unknown) => void;
}): AskLimitsPort {
  const { askLimits, insurance, onFailure } = dependencies;
  return {
    take: async (asks) => {
      try {
        return await askLimits.take(asks);
      } catch (error) {
        if (!isProblem(error, 'service_unavailable')) throw error;
        onFailure(error);
        return insurance.take(asks);
      }
    },
  };
}
