import { PortalProblem } from '@portal/core/problem';
import { describe, expect, it } from 'vitest';
import { asStoreProblem } from './store-error.ts';

const systemError = (code: string): Error => Object.assign(new Error(code), { code });

describe('an error of the file system', () => {
  it.each([
    ['ENOSPC', 'storage_full'],
    ['EDQUOT', 'storage_full'],
    ['EMFILE', 'service_unavailable'],
    ['ENFILE', 'service_unavailable'],
    ['EROFS', 'service_unavailable'],
    ['EIO', 'service_unavailable'],
  ])('%s is told as %s, with its cause', (code, problem) => {
    const error = systemError(code);
    const told = asStoreProblem(error);
    expect(told).toBeInstanceOf(PortalProblem);
    expect(told).toMatchObject({ code: problem, cause: error });
  });

  it('that is a fault of ours stays as it is', () => {
    const error = systemError('EACCES');
    expect(asStoreProblem(error)).toBe(error);
  });
});
