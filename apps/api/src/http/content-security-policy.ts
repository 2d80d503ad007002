/** Nothing but our own files, no inline script or style, no frame around us: the policy of every page of the portal. */
const strictPolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  // data: and blob: are thumbnails and rendered pages, made by the page itself.
  'img-src': ["'self'", 'data:', 'blob:'],
  // The fonts that a PDF carries need no word here: pdf.js hands them over as bytes (`new FontFace`), not as URLs.
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
} as const;

/**
 * The value of the header: the same for Express and for whatever else serves the page. `storeOrigins`: where pages fetch
 * documents from and send parts to beside the portal itself.
 */
export function buildContentSecurityPolicy(storeOrigins: readonly string[]): string {
  const policy = { ...strictPolicy, 'connect-src': [...strictPolicy['connect-src'], ...storeOrigins] };
  return Object.entries(policy)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}
