import { startFauxqs } from 'fauxqs';

export type TestSqs = {
  /** What the worker needs to use it; the key goes into the environment of the process. */
  environment: Record<string, string>;
  place: { queueUrl: string; endpoint: string; region: string };
  /** Bodies of what lies in the queue, and in the one of the dead. */
  bodies: () => { queue: string[]; dead: string[] };
  stop: () => Promise<void>;
};

const region = 'us-east-1';
const queueName = 'jobs';
const deadName = 'dead-jobs';

/** A server in this process that speaks SQS: a queue, and one where messages go after so many tries. */
export async function startTestSqs({ tries }: { tries: number }): Promise<TestSqs> {
  const fauxqs = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
  const endpoint = `http://127.0.0.1:${fauxqs.port}`;
  const { queueArn: deadLetterTargetArn } = fauxqs.createQueue(deadName, { region });
  const { queueArn } = fauxqs.createQueue(queueName, {
    region,
    attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: String(tries) }) },
  });
  const queueUrl = `${endpoint}/${queueArn.split(':').slice(-2).join('/')}`;
  const bodiesOf = (name: string): string[] => {
    const { messages } = fauxqs.inspectQueue(name) ?? { messages: { ready: [], delayed: [], inflight: [] } };
    const all = [...messages.ready, ...messages.delayed, ...messages.inflight.map(({ message }) => message)];
    return all.map(({ body }) => body);
  };
  return {
    environment: {
      QUEUE: 'sqs',
      SQS_QUEUE_URL: queueUrl,
      SQS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'testtest',
    },
    place: { queueUrl, endpoint, region },
    bodies: () => ({ queue: bodiesOf(queueName), dead: bodiesOf(deadName) }),
    stop: () => fauxqs.stop(),
  };
}
