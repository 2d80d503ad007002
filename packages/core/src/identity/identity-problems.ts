import { PortalProblem } from '../problem.ts';

export const codeWrongOrExpired = () =>
  new PortalProblem(
    'code_wrong_or_expired',
    'This code is not right, or it is older than 5 minutes. Check the newest message, or ask for another code.',
  );

export const codeTriesSpent = () =>
  new PortalProblem('code_wrong_or_expired', 'There were too many wrong codes. Please ask for another one.');

export const askedTooOften = (retryAfterMs: number) => {
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return new PortalProblem(
    'too_many_requests',
    `Please wait ${inWords(retryAfterSeconds)} before you ask for another code.`,
    {
      retryAfterSeconds,
    },
  );
};

function inWords(seconds: number): string {
  if (seconds > 90) return `${Math.ceil(seconds / 60)} minutes`;
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
