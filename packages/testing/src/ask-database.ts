import pg from 'pg';

/** The rows behind what the portal shows, read (or changed) past it with the owner's role. */
export async function askDatabase(
  { ownerUrl }: { ownerUrl: string },
  text: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
