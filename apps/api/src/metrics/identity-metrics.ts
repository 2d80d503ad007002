import type { AskForCode } from '@portal/core/identity/ask-for-code';
import type { AskLimitsPort } from '@portal/core/identity/ask-limits.port';
import type { MessagesPort } from '@portal/core/messages/messages.port';
import { isProblem } from '@portal/core/problem';
import { Counter } from 'prom-client';
import type { Registry } from 'prom-client';
import { countersOf } from './counters-of.ts';

export type IdentityMetrics = {
  /** What was handed to a provider, and what it did not take. */
  watchMessages: (messages: MessagesPort) => MessagesPort;
  /** No further try is made for a message. */
  messageGivenUp: (channel: 'email' | 'sms') => void;
  watchCodes: (askForCode: AskForCode) => AskForCode;
  /** Whatever signs in, by code or passkey: how it ended, by the problem's code. */
  watchSignIn: <Input, Result>(
    way: 'code' | 'passkey',
    signIn: (input: Input) => Promise<Result>,
  ) => (input: Input) => Promise<Result>;
  /** Limits of asking for codes and trying them, and the budget of text messages. */
  watchAskLimits: (askLimits: AskLimitsPort) => AskLimitsPort;
};

export function createIdentityMetrics(registry: Registry): IdentityMetrics {
  return { ...createSendingMetrics(registry), ...createSignInMetrics(registry) };
}

function createSendingMetrics(
  registry: Registry,
): Pick<IdentityMetrics, 'watchMessages' | 'messageGivenUp' | 'watchCodes'> {
  const codes = new Counter({
    name: 'portal_codes_total',
    help: 'Codes that were made, to sign in with or to prove an address.',
    labelNames: ['channel', 'purpose'],
    registers: [registry],
  });
  const messages = new Counter({
    name: 'portal_messages_total',
    help: 'Messages that a provider took (sent), tries that failed, and messages that were given up.',
    labelNames: ['channel', 'outcome'],
    registers: [registry],
  });
  for (const channel of ['email', 'sms']) {
    for (const outcome of ['sent', 'failed', 'given_up']) messages.inc({ channel, outcome }, 0);
  }
  return {
    watchMessages: (port) => ({
      send: async (message) => {
        const { channel } = message;
        try {
          await port.send(message);
        } catch (error) {
          messages.inc({ channel, outcome: 'failed' });
          throw error;
        }
        messages.inc({ channel, outcome: 'sent' });
      },
    }),
    messageGivenUp: (channel) => messages.inc({ channel, outcome: 'given_up' }),
    watchCodes: (askForCode) => async (input) => {
      const asked = await askForCode(input);
      codes.inc({ channel: input.contact.channel, purpose: input.purpose });
      return asked;
    },
  };
}

const askLimits = ['address', 'network', 'tries', 'sms', 'other'] as const;

function createSignInMetrics(registry: Registry): Pick<IdentityMetrics, 'watchSignIn' | 'watchAskLimits'> {
  const signIns = new Counter({
    name: 'portal_sign_ins_total',
    help: 'Tries to sign in, by how they ended: signed_in, or the code of the problem.',
    labelNames: ['way', 'outcome'],
    registers: [registry],
  });
  const limitedBy = countersOf(registry, {
    name: 'portal_sign_in_limits_total',
    help: 'Codes and tries that were refused by a limit: of the address, of the network, of tries, of text messages (sms).',
    label: 'limit',
    values: askLimits,
  });
  return {
    watchSignIn: (way, signIn) => {
      signIns.inc({ way, outcome: 'signed_in' }, 0);
      return async (input) => {
        try {
          const result = await signIn(input);
          signIns.inc({ way, outcome: 'signed_in' });
          return result;
        } catch (error) {
          signIns.inc({ way, outcome: isProblem(error) ? error.code : 'internal_error' });
          throw error;
        }
      };
    },
    watchAskLimits: (port) => ({
      take: async (asks) => {
        const taken = await port.take(asks);
        if (!taken.allowed) limitedBy[kindOf(taken.key)]();
        return taken;
      },
    }),
  };
}

/** What stands before the first colon is the kind; what follows is a hash. */
function kindOf(key: string): (typeof askLimits)[number] {
  return askLimits.find((kind) => kind === key.split(':', 1)[0]) ?? 'other';
}
