import { PortalProblem } from '../problem.ts';

/** The same for an upload of somebody else, for one that never was and for one whose time is over. */
export const uploadNotFound = () =>
  new PortalProblem('upload_not_found', 'This upload is over. Add the file again: what we have of it is not kept.');

const mostNamed = 100;

/** `missing`: numbers of the parts that are not there, each named in `errors` as `parts.3` (the first hundred of them). */
export const uploadIncomplete = (missing: readonly number[], cause?: unknown) =>
  new PortalProblem('upload_incomplete', 'Parts of this file have not arrived yet. Send them, then finish again.', {
    errors: missing
      .slice(0, mostNamed)
      .map((number) => ({ field: `parts.${number}`, message: 'This part is not there.' })),
    cause,
  });

export const noSuchPart = () => new PortalProblem('not_found', 'The file of this upload has no such part.');
