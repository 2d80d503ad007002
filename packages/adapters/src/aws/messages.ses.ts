import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { MessagesPort } from '@portal/core/messages/messages.port';
import { awsClientOptions } from './aws-client.ts';
import type { AwsPlace } from './aws-client.ts';

export type SesMessages = MessagesPort & { close: () => void };

/** E-mail through Amazon SES. `from` is an identity that SES has verified. */
export function createSesMessages(options: AwsPlace & { from: string }): SesMessages {
  const client = new SESv2Client(awsClientOptions(options));
  const inUtf8 = (data: string) => ({ Data: data, Charset: 'UTF-8' });
  return {
    send: async ({ to, subject, text, html }) => {
      const body = { Text: inUtf8(text), ...(html === undefined ? {} : { Html: inUtf8(html) }) };
      await client.send(
        new SendEmailCommand({
          FromEmailAddress: options.from,
          Destination: { ToAddresses: [to] },
          Content: {
            Simple: {
              Subject: inUtf8(subject),
              Body: body,
              Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
            },
          },
        }),
      );
    },
    close: () => client.destroy(),
  };
}
