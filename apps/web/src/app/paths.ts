/** The only place that spells an address of the page. */
export const paths = {
  documents: '/',
  trash: '/trash',
  activity: '/activity',
  activityOf: (documentId: string) => `/activity?${new URLSearchParams({ documentId, kind: 'openings' }).toString()}`,
  account: '/account',
  document: (documentId: string, place?: PlaceInDocument) => documentPath(documentId, place),
  signIn: '/sign-in',
  components: '/components',
} as const;

/** Where in a document, and which words are marked in it. */
export type PlaceInDocument = { page: number; find: string };

function documentPath(documentId: string, place: PlaceInDocument | undefined): string {
  const search = place && new URLSearchParams({ page: String(place.page), find: place.find }).toString();
  return `/documents/${encodeURIComponent(documentId)}${search === undefined ? '' : `?${search}`}`;
}

const longestFind = 200;

/** Reads the address, which may have been typed: what is no page is the first one. */
export function placeInDocument(search: URLSearchParams): PlaceInDocument {
  const page = Number(search.get('page') ?? 1);
  return {
    page: Number.isInteger(page) && page > 0 ? page : 1,
    find: (search.get('find') ?? '').trim().slice(0, longestFind),
  };
}

/** How the router writes them. */
export const routePatterns = {
  documents: '/',
  trash: '/trash',
  activity: '/activity',
  account: '/account',
  document: '/documents/:documentId',
  signIn: '/sign-in',
  components: '/components',
} as const;

const nextKey = 'next';

/** The sign-in page, which leads back to where one wanted to go. */
export function signInFor(wanted: string): string {
  if (wanted === paths.documents) return paths.signIn;
  return `${paths.signIn}?${new URLSearchParams({ [nextKey]: wanted }).toString()}`;
}

/**
 * Where to go after signing in. Only addresses of this page count: anything else in the address bar was put there by
 * somebody who wants to lead away from it.
 */
export function wantedAfterSignIn(search: URLSearchParams): string {
  const wanted = search.get(nextKey) ?? '';
  // Read as a browser reads it: "//elsewhere", "/\elsewhere" and their kin are other places.
  const here = 'https://portal.invalid';
  if (!wanted.startsWith('/') || !URL.canParse(wanted, here)) return paths.documents;
  const url = new URL(wanted, here);
  return url.origin === here ? `${url.pathname}${url.search}${url.hash}` : paths.documents;
}
