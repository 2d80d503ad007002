import type { MessageLanguage } from '../messages/message-languages.ts';
import { deviceOf } from './device.ts';

type Words = { on: (browser: string, system: string) => string; passkey: string };

const catalogue: Record<MessageLanguage, Words> = {
  en: { on: (browser, system) => `${browser} on ${system}`, passkey: 'Passkey' },
  es: { on: (browser, system) => `${browser} en ${system}`, passkey: 'Llave de acceso' },
  ar: { on: (browser, system) => `${browser} على ${system}`, passkey: 'مفتاح مرور' },
};

/** What a passkey is called that was given no name: after the device that it was made on, as far as that is known. */
export function passkeyNameOf(userAgent: string, language: MessageLanguage): string {
  const { browser, system } = deviceOf(userAgent);
  const { on, passkey } = catalogue[language];
  if (browser !== null && system !== null) return on(browser, system);
  return browser ?? system ?? passkey;
}
