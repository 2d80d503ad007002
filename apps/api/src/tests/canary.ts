import type { Endpoint } from '@portal/contract/endpoint';
import { askDatabase } from '@portal/testing/ask-database';
import type { TestDatabase } from '@portal/testing/postgres';
import type { Fill } from './sample-request.ts';

/** A patient and a document whose words stand nowhere else: wherever one of them is found, it came from them. */
export const canary = {
  name: 'Ottoline Canaryfield',
  address: 'ottoline.canaryfield@example.org',
  secondAddress: 'ottoline.canaryfield+2@example.org',
  phone: '+447911987654',
  title: 'Canary diagnosis zeta',
  fileName: 'canary-befund-zeta.pdf',
  note: 'the canary note omega',
};

/** The canary's words for the fields of an endpoint. */
export function fillOf(endpoint: Endpoint, ids: Record<string, string> = {}): Fill {
  return {
    ids,
    textOf: (field) => {
      if (field === 'address') return endpoint.name === 'addContact' ? canary.secondAddress : canary.address;
      if (field === 'name') return canary.name;
      return field === 'note' ? canary.note : canary.title;
    },
  };
}

/** As it is, and as it would stand in a URL, in hexadecimal or somewhere in base64. */
export function spellingsOf(text: string): string[] {
  const base64 = [0, 1, 2].map((shift) => {
    const encoded = Buffer.from('\0'.repeat(shift) + text).toString('base64url');
    return encoded.slice(shift === 0 ? 0 : shift + 1, -3);
  });
  return [text, encodeURIComponent(text), text.replaceAll(' ', '+'), Buffer.from(text).toString('hex'), ...base64];
}

const needles = Object.values(canary).flatMap(spellingsOf);

/** What of the canary stands in a text, in whatever spelling. */
export function found(text: string): string[] {
  return needles.filter((needle) => text.toLowerCase().includes(needle.toLowerCase()));
}

/** Those of the codes that stand in a text by themselves, and not within a longer number. */
export function codesIn(text: string, codes: Iterable<string>): string[] {
  return [...codes].filter((code) => new RegExp(`(?<![\\d.-])${code}(?![\\d-])`).test(text));
}

/** The tables, whatever their names, in which a row holds one of them. */
export async function tablesWith(database: TestDatabase): Promise<string[]> {
  const tables = await askDatabase(
    database,
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const hits: string[] = [];
  for (const { name } of tables) {
    const rows = await askDatabase(database, `select t::text as row from "${String(name)}" t`);
    // Numbers of six digits stand everywhere in times; that codes are kept nowhere is seen by their columns.
    if (rows.some(({ row }) => found(String(row)).length > 0)) hits.push(String(name));
  }
  return hits.toSorted();
}
