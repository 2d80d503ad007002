import type { Competition } from './competition.ts';
import { loadLists } from './load-lists.ts';
import type { SignedIn } from './seed-patients.ts';
import type { RunningPortal } from './servers.ts';

/** Lists of ten, which everybody has. */
const path = '/api/v1/documents?limit=10';
/** Neither is to cost more than 1.2 times the other; that the larger one is quicker is no fault. */
const bound = 1 / 1.2;

type Place = { portal: RunningPortal; patients: readonly SignedIn[] };

const competitor = (name: string, { portal, patients }: Place) => ({
  name,
  run: () => loadLists({ ...portal, url: portal.url + path, headers: patients.map(({ headers }) => headers) }),
});

export function costByDocuments({ many, few }: Record<'many' | 'few', Place>): Competition {
  return {
    name: 'lists-by-documents',
    sentence: 'The first 10 documents of a patient who has 10,000, and of one who has 10.',
    unit: 'lists/s',
    each: 'list',
    competitors: [competitor('10,000 documents', many), competitor('10 documents', few)],
    targets: [{ against: '10 documents', bound: Number(bound.toFixed(2)) }],
  };
}

/** `many`: of a hundred thousand those who are signed in; as many of them as there are in `few` take turns first. */
export function costByPatients({ many, few }: Record<'many' | 'few', Place>): Competition {
  const { portal, patients } = many;
  const visitors = few.patients.length;
  const every = Math.floor(patients.length / visitors);
  const asMany = { portal, patients: patients.filter((_patient, at) => at % every === 0) };
  const allInTurn = `100,000 patients, ${patients.length} in turn`;
  return {
    name: 'lists-by-patients',
    sentence:
      `The first 10 documents, on a portal of 100,000 patients with 10 each and on one of 100; ${visitors} of them ` +
      'take turns.',
    unit: 'lists/s',
    each: 'list',
    competitors: [competitor('100,000 patients', asMany), competitor('100 patients', few), competitor(allInTurn, many)],
    targets: [{ against: '100 patients', bound: Number(bound.toFixed(2)) }],
    notes: [
      `Where ${patients.length} take turns, each of them asks less often: what a process remembers for a moment ` +
        '(sessions, counts of requests) then spares it less.',
    ],
  };
}
