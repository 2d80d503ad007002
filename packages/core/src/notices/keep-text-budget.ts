import type { MessagesPort } from '../messages/messages.port.ts';
import { PortalProblem } from '../problem.ts';
import type { NoticeBatchesPort } from './notices.port.ts';

const hourMs = 60 * 60 * 1000;

/**
 * The same messages, of which so many may be texts in an hour, whoever gets them: they cost money, and whoever earns from
 * texts to numbers of their own has as many accounts as they like. One too many rejects as `service_unavailable`, and is
 * sent when there is room again. Those that are sent at the same moment may go past it by as many as there are.
 */
export function keepTextBudget(dependencies: {
  messages: MessagesPort;
  batches: Pick<NoticeBatchesPort, 'countTexts'>;
  textsPerHour: number;
  now: () => Date;
}): MessagesPort {
  const { messages, batches, textsPerHour, now } = dependencies;
  const hasRoom = async (): Promise<boolean> => {
    const since = new Date(now().getTime() - hourMs);
    return (await batches.countTexts({ userId: undefined, since })) < textsPerHour;
  };
  return {
    send: async (message) => {
      if (message.channel === 'sms' && !(await hasRoom())) {
        throw new PortalProblem('service_unavailable', 'No more text messages are sent in this hour.');
      }
      return messages.send(message);
    },
  };
}
