import { documentsOf, type SignalsPort } from '../signals/signals.port.ts';
import type { Viewer } from '../viewer.ts';
import type { ReportFault } from './documents-work.ts';

/** Tells the pages that show a record that one of its documents is another one now. Waits for nothing. */
export type TellDocumentChanged = (changed: { recordId: string; documentId: string }) => void;

/** A failure is reported and goes no further: what was changed is committed, and pages that hear nothing ask again. */
export function createTellDocumentChanged(dependencies: {
  signals: Pick<SignalsPort, 'send'>;
  reportFault: ReportFault;
}): TellDocumentChanged {
  const { signals, reportFault } = dependencies;
  return ({ recordId, documentId }) => {
    void signals
      .send(documentsOf(recordId), documentId)
      .catch((error: unknown) => reportFault('telling pages that a document changed', error));
  };
}

type UseCase<Input, Result> = (input: Input) => Promise<Result>;

/** A use case after which the pages of its viewer are told. One that rejects has changed nothing. */
export function tellingAfter<Input extends { viewer: Viewer }, Result>(
  tell: TellDocumentChanged,
  useCase: UseCase<Input, Result>,
  documentIdOf: (input: Input, result: Result) => string,
): UseCase<Input, Result> {
  return async (input) => {
    const result = await useCase(input);
    tell({ recordId: input.viewer.recordId, documentId: documentIdOf(input, result) });
    return result;
  };
}
