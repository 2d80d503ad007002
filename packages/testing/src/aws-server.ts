import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';

export type AwsRequest = {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** JSON from the client of SES, a form from the one of SNS. */
  body: string;
};

export type AwsServer = { url: string; requests: readonly AwsRequest[]; close: () => void };

const published =
  '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>';
const fault =
  '<ErrorResponse><Error><Type>Receiver</Type><Code>InternalError</Code><Message>no</Message></Error></ErrorResponse>';

/** Takes what the SDK sends to SES and SNS, keeps each request as it came, and answers all of them with `status`. */
export async function startAwsServer({ status = 200 }: { status?: 200 | 500 } = {}): Promise<AwsServer> {
  const requests: AwsRequest[] = [];
  const server = createServer((request, response) => {
    void readText(request).then((body) => {
      const { headers } = request;
      requests.push({ headers, body });
      const isJson = headers['content-type'] === 'application/json';
      response.writeHead(status, { 'Content-Type': isJson ? 'application/json' : 'text/xml' });
      if (isJson) response.end(JSON.stringify(status === 200 ? { MessageId: '1' } : { message: 'no' }));
      else response.end(status === 200 ? published : fault);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => void server.close(),
  };
}
