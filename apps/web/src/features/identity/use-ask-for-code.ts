import { askForCode } from '@portal/contract/identity.endpoints';
import type { Channel } from '@portal/contract/identity';
import { useMutation } from '@tanstack/react-query';
import { callEndpoint } from '../../app/api-client.ts';
import { toChallenge } from './challenge.ts';

export type CodeRequest = { channel: Channel; address: string; challengeId?: string };

/** Sends a code; with a `challengeId`, once more for the same challenge. Answers the challenge to solve. */
export function useAskForCode() {
  return useMutation({
    mutationFn: async (body: CodeRequest) => {
      const answer = await callEndpoint(askForCode, { body });
      return toChallenge(answer, body.channel, body.address, Date.now());
    },
  });
}
