const storageKey = 'passkey-declined';

/** Said on this device; another one asks for itself. */
export function hasDeclinedPasskey(): boolean {
  try {
    return localStorage.getItem(storageKey) !== null;
  } catch {
    // Storage is refused in some private windows: a passkey would not outlive them either.
    return true;
  }
}

export function declinePasskey(): void {
  try {
    localStorage.setItem(storageKey, 'yes');
  } catch {
    // As above: there it is never offered.
  }
}
