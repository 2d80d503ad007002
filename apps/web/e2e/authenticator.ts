import type { Page } from 'playwright-core';

/** A device that keeps passkeys, as Chromium plays one: it agrees by itself, unless told that its owner does not. */
export type Authenticator = {
  /** Whether the owner is recognised: else every ceremony is refused. */
  recognise: (isOwner: boolean) => Promise<void>;
  /** Whether the owner is there and touches it. */
  bePresent: (isPresent: boolean) => Promise<void>;
  countPasskeys: () => Promise<number>;
};

export async function addAuthenticator(page: Page): Promise<Authenticator> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    recognise: async (isOwner) => {
      await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: isOwner });
    },
    bePresent: async (isPresent) => {
      await devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: isPresent });
    },
    countPasskeys: async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
  };
}

/** The field offers no passkeys: what signs in is the button alone. */
export async function withoutOffersInField(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(PublicKeyCredential, 'isConditionalMediationAvailable', { value: async () => false });
  });
}
