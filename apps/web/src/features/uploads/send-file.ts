import { uploadDocument } from '@portal/contract/documents.endpoints';
import { callEndpoint, isCancelled } from '../../app/api-client.ts';
import { ApiProblem } from '../../app/api-problem.ts';
import type { SendFile, SendOutcome } from './upload.ts';

/** Nothing went out for so long: the connection is dead, whatever the browser thinks of it. */
const silenceMs = 60_000;

/** Sends one file as a form. Never throws what the portal or the network can cause: says what became of it. */
export const sendFile: SendFile = async ({ file, keepBoth, signal, onSent }) => {
  const silence = watchSilence();
  try {
    const answer = await callEndpoint(uploadDocument, {
      query: { keepBoth: keepBoth ? 'true' : 'false' },
      body: { file },
      signal: AbortSignal.any([signal, silence.signal]),
      onUploadProgress: ({ sentInBytes }) => {
        silence.heard();
        onSent(sentInBytes);
      },
    });
    return { kind: 'answered', answer };
  } catch (error) {
    if (isCancelled(error)) return { kind: signal.aborted ? 'given-up' : 'interrupted' };
    if (error instanceof ApiProblem) return toOutcome(error);
    throw error;
  } finally {
    silence.end();
  }
};

function toOutcome(error: ApiProblem): SendOutcome {
  if (error.isPassing || error.code === 'upload_interrupted') return { kind: 'interrupted' };
  if (!error.problem) return { kind: 'failed', failure: { kind: 'unreachable' } };
  const { code, detail, instance } = error.problem;
  return { kind: 'failed', failure: { kind: 'refused', code, detail, requestId: instance } };
}

function watchSilence() {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  let timer = setTimeout(abort, silenceMs);
  return {
    signal: controller.signal,
    heard: (): void => {
      clearTimeout(timer);
      timer = setTimeout(abort, silenceMs);
    },
    end: (): void => clearTimeout(timer),
  };
}
