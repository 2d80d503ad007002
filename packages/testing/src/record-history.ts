import pg from 'pg';

export type RecordHistory = {
  /** What the record holds now, as it is kept elsewhere. */
  remember: (recordId: string) => Promise<RememberedRecord>;
  /**
   * Another server takes over that never got what was committed since: the record is as it was then, version and nonce
   * too, and goes on from there.
   */
  failOver: (recordId: string, remembered: RememberedRecord) => Promise<void>;
  close: () => Promise<void>;
};

export type RememberedRecord = { documents: string; versions: string };

const rememberQuery = `
  select (select coalesce(json_agg(d), '[]')::text from documents d where record_id = $1) as documents,
    (select coalesce(json_agg(v), '[]')::text from document_list_versions v where record_id = $1) as versions`;

/** Past the portal and its rules, with the owner's role. */
export async function openRecordHistory({ ownerUrl }: { ownerUrl: string }): Promise<RecordHistory> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  return {
    remember: async (recordId) => {
      const { rows } = await client.query<RememberedRecord>(rememberQuery, [recordId]);
      const [row] = rows;
      if (!row) throw new Error('A query that always answers one row answered none.');
      return row;
    },
    failOver: async (recordId, { documents, versions }) => {
      await client.query('begin');
      await client.query('delete from documents where record_id = $1', [recordId]);
      await client.query(`insert into documents select * from json_populate_recordset(null::documents, $1::json)`, [
        documents,
      ]);
      // Last: the rows above have moved it.
      await client.query('delete from document_list_versions where record_id = $1', [recordId]);
      await client.query(
        `insert into document_list_versions
         select * from json_populate_recordset(null::document_list_versions, $1::json)`,
        [versions],
      );
      await client.query('commit');
    },
    close: () => client.end(),
  };
}
