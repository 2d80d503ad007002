import { askDatabase } from '@portal/testing/ask-database';
import { createTestDatabase } from '@portal/testing/postgres';
import { expect, it } from 'vitest';
import { PortalProblem } from '@portal/core/problem';
import { describeError } from './describe-error.ts';

it('row 33: what is logged of a database error says where and which, and repeats no value', async () => {
  const database = await createTestDatabase();
  const add = `insert into user_contacts (id, user_id, channel, address, verified_at)
    values (gen_random_uuid(), gen_random_uuid(), 'email', $1, now())`;
  const failures = await Promise.all(
    [askDatabase(database, add, ['canary@example.org']), askDatabase(database, 'select $1::uuid', ['canary'])].map(
      (asked) => asked.catch((error: unknown) => error),
    ),
  );
  await database.drop();
  const described = failures.map(describeError);
  const wrapped = failures.map((cause) => new PortalProblem('service_unavailable', 'Not now.', { cause }));
  const causes = wrapped.map((error) => describeError(new Error('outside', { cause: error })).cause?.cause);
  expect(causes.map((cause) => cause?.code)).toEqual(['23503', '22P02']);
  expect(JSON.stringify(causes)).not.toContain('canary');
  expect(described.map(({ code }) => code)).toEqual(['23503', '22P02']);
  expect(described[0]?.stack).toContain('describe-error.int.test.ts');
  expect(JSON.stringify(described)).not.toContain('canary');
});
