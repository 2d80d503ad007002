import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { MessagesPort } from '@portal/core/messages/messages.port';
import { awsClientOptions } from './aws-client.ts';
import type { AwsPlace } from './aws-client.ts';

export type SnsMessages = MessagesPort & { close: () => void };

/** Text messages through Amazon SNS. `senderId` undefined: whatever number AWS sends from. */
export function createSnsMessages(options: AwsPlace & { senderId: string | undefined }): SnsMessages {
  const client = new SNSClient(awsClientOptions(options));
  const attribute = (value: string) => ({ DataType: 'String', StringValue: value });
  return {
    send: async ({ to, text }) => {
      await client.send(
        new PublishCommand({
          PhoneNumber: to,
          Message: text,
          MessageAttributes: {
            'AWS.SNS.SMS.SMSType': attribute('Transactional'),
            ...(options.senderId === undefined ? {} : { 'AWS.SNS.SMS.SenderID': attribute(options.senderId) }),
          },
        }),
      );
    },
    close: () => client.destroy(),
  };
}
