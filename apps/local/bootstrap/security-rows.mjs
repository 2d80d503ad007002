/**
 * What must hold, row by row. A test shows a row when its name begins with `row <number>:`; `SECURITY.md` lists the
 * same rows. Numbers that are left out belong to what this version does not do.
 */
export const securityRows = {
  1: 'a code lives five minutes by the store’s clock',
  2: 'a code is six random digits, leading zeros kept',
  3: 'a code is used once, and tries are counted atomically',
  4: 'asking again never resets the failures; a back-off for each address',
  5: 'a code is bound to the browser that asked, and kept as an HMAC only',
  6: 'nobody learns who has an account',
  7: 'limits for an address, a network, and messages to phones',
  8: 'the number of trusted proxies is exact',
  9: 'addresses are normalised once, and nothing can be injected',
  10: 'a session’s token is random, known to the browser alone, new at every sign-in',
  11: 'the cookie is __Host-, Secure, HttpOnly, SameSite=Lax',
  12: 'idle and absolute ends are decided on the server',
  13: 'signing out works everywhere, and Back shows nothing',
  14: 'cross-site writes are refused',
  15: 'no other origin is invited',
  16: 'too large is refused early',
  17: 'content decides, not name or type',
  18: 'file names are shown, never used',
  19: 'an upload that breaks off leaves nothing',
  20: 'a malformed form never ends the process',
  21: 'slow clients starve nobody',
  22: 'memory is bounded while files arrive',
  23: 'the quota has no race',
  24: 'what is kept is what was sent, and what changed in the store is not delivered as whole',
  25: 'a retry is the same upload',
  26: 'nothing unchecked is opened, and “not scanned” is never “clean”',
  27: 'a hostile file harms only its own check',
  28: 'somebody else’s things answer like none',
  29: 'a request sets nothing that it does not name',
  30: 'file names break no header, and no file renders in our origin',
  31: 'the viewer runs nothing',
  32: 'a link opens one document, for reading, for a minute',
  33: 'no patient data in logs, metrics, keys, messages, URLs',
  34: 'the activity record is whole, and cannot be changed by the application',
  35: 'every answer carries the headers that protect it',
  36: 'errors are generic, and the process survives',
  37: 'what stands behind the portal may be silent: every answer comes in time',
  38: 'paging is bounded',
  39: 'dependencies are at or above their safe floor',
};

/** The rows that a test's full name says it shows; the names of suites before it may hold one too. */
export const rowsOf = (testName) => [...testName.matchAll(/\brow (\d+):/g)].map(([, row]) => Number(row));
