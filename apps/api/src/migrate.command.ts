import { migrate } from '@portal/adapters/postgres/migrate';

/** Run by hand or by a deployment, before the new release starts: with the owner's role, not the application's. */
const ownerUrl = process.env['DATABASE_MIGRATION_URL'];
if (ownerUrl) {
  const names = await migrate({ ownerUrl, onProgress: (line) => process.stdout.write(`${line}\n`) });
  if (names.length === 0) process.stdout.write('nothing to migrate\n');
} else {
  process.stderr.write('DATABASE_MIGRATION_URL is missing.\n');
  process.exitCode = 1;
}
