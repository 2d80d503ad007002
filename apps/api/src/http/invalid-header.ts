import { PortalProblem } from '@portal/core/problem';

/** A header of a request that the portal can't do with. `message` never repeats what was sent. */
export function invalidHeader(name: string, message: string): PortalProblem {
  return new PortalProblem('invalid_request', 'Some of this is not as the portal expects it.', {
    errors: [{ field: `header.${name}`, message }],
  });
}
