import { createPostgresJobs } from '@portal/adapters/postgres/jobs.postgres';
import { createPostgresNoticeBatches } from '@portal/adapters/postgres/notice-batches.postgres';
import { createPostgresEndingTrash, createPostgresNotices } from '@portal/adapters/postgres/notices.postgres';
import type { Postgres } from '@portal/adapters/postgres/pool';
import { createUnitOfWork } from '@portal/adapters/postgres/unit-of-work.postgres';
import { channelsOf } from '@portal/api/config-sending';
import { recognisedDeviceOf } from '@portal/core/identity/device';
import type { MessagesPort } from '@portal/core/messages/messages.port';
import { createForgetNotices, type ForgetNotices } from '@portal/core/notices/forget-notices';
import { keepTextBudget } from '@portal/core/notices/keep-text-budget';
import { createRequeueNotices, type RequeueNotices } from '@portal/core/notices/requeue-notices';
import { createSendNotices, type SendNotices } from '@portal/core/notices/send-notices';
import { createWarnOfTrash, type WarnOfTrash } from '@portal/core/notices/warn-of-trash';
import type { Logger } from 'pino';
import type { WorkerConfig } from './config.ts';

export type Notices = {
  sendNotices: SendNotices;
  warnOfTrash: WarnOfTrash;
  requeueNotices: RequeueNotices;
  forgetNotices: ForgetNotices;
};

/** What tells patients of something, over the ways that messages go. */
export function composeNotices(
  config: Pick<WorkerConfig, 'publicUrl' | 'sms' | 'textsPerHour'>,
  { postgres, messages, logger, now }: { postgres: Postgres; messages: MessagesPort; logger: Logger; now: () => Date },
): Notices {
  const batches = createPostgresNoticeBatches(postgres);
  const jobs = createPostgresJobs(postgres);
  const inTransaction = createUnitOfWork(postgres, (client) => ({
    endingTrash: createPostgresEndingTrash(client),
    notices: createPostgresNotices(client),
    jobs: createPostgresJobs(client),
  }));
  return {
    sendNotices: createSendNotices({
      batches,
      messages: keepTextBudget({ messages, batches, textsPerHour: config.textsPerHour, now }),
      channels: channelsOf(config),
      publicUrl: config.publicUrl,
      nameDevice: recognisedDeviceOf,
      now,
      // A provider's error may repeat the address, so only its name is logged.
      onFailure: ({ error, ...failure }) =>
        logger.error(
          { ...failure, error: error instanceof Error ? error.name : typeof error },
          'a notice was not sent',
        ),
    }),
    warnOfTrash: createWarnOfTrash({ inTransaction, now }),
    requeueNotices: createRequeueNotices({ batches, jobs, now }),
    forgetNotices: createForgetNotices({ batches, now }),
  };
}
