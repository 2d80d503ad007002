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

function nameOf(name: string | undefined): string | null {
  return name === undefined || name === '' ? null : name;
}
