import type { TellDocumentChanged } from '@portal/core/documents/tell-document-changed';
import type { HandleJob } from '@portal/core/jobs/jobs.port';

/**
 * Tells the pages that show a document after a job about it, one that failed too: giving up may have changed it. Of one
 * that is to be done later there is nothing to tell yet.
 */
export function tellAfterJobs(handleJob: HandleJob, tell: TellDocumentChanged): HandleJob {
  return async (input) => {
    const { job } = input;
    let isLater = false;
    try {
      const done = await handleJob(input);
      isLater = done.outcome === 'later';
      return done;
    } finally {
      if ('documentId' in job && !isLater) tell(job);
    }
  };
}
