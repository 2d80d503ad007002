import Bowser from 'bowser';

/** What a browser says of itself, in words a person knows: `Safari` on `iPhone`. Null where it cannot be told. */
export type Device = { browser: string | null; system: string | null };

/** Names without versions: they are for recognising one's own device, and they change with every update. */
export function deviceOf(userAgent: string): Device {
  if (userAgent === '') return { browser: null, system: null };
  const { browser, os, platform } = Bowser.parse(userAgent);
  // "iPhone" says more than "iOS" to whoever holds it.
  const system = os.name === 'iOS' && platform.model !== undefined ? platform.model : os.name;
  return { browser: nameOf(browser.name), system: nameOf(system) };
}

const knownBrowsers = new Set(Object.values(Bowser.BROWSER_MAP));
const knownSystems = new Set([...Object.values(Bowser.OS_MAP), 'iPhone', 'iPad']);

/**
 * The same, for a message to somebody else than the one who said it: a user agent may say anything, and only names that
 * are known stand in a message. Undefined where one of them is not.
 */
export function recognisedDeviceOf(userAgent: string): { browser: string; system: string } | undefined {
  const { browser, system } = deviceOf(userAgent);
  if (browser === null || system === null) return undefined;
  return knownBrowsers.has(browser) && knownSystems.has(system) ? { browser, system } : undefined;
}

function nameOf(name: string | undefined): string | null {
  return name === undefined || name === '' ? null : name;
}
