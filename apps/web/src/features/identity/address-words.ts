import { useTranslation } from 'react-i18next';
import { hasCode } from '../../app/api-problem.ts';
import type { TypedAddress } from './address.ts';
import { askFault } from './ask-fault.ts';
import { useTakesNumbers } from './use-takes-numbers.ts';

/** What a field for an address says: where no text messages are sent, it speaks of e-mail alone. */
export function useAddressWords() {
  const { t } = useTranslation();
  const takesNumbers = useTakesNumbers();
  const isOfBoth = takesNumbers === true;
  const unknown = isOfBoth ? t('signIn.addressUnknown') : t('signIn.emailUnknown');

  return {
    label: isOfBoth ? t('signIn.address') : t('signIn.email'),
    newLabel: isOfBoth ? t('settings.contacts.new') : t('settings.contacts.newEmail'),
    add: isOfBoth ? t('settings.contacts.add') : t('settings.contacts.addEmail'),
    /** Why no code can go to what was typed; `undefined` where one can. */
    faultOf: (read: TypedAddress): string | undefined => {
      if (read.kind === 'empty') return isOfBoth ? t('signIn.addressEmpty') : t('signIn.emailEmpty');
      if (read.kind === 'unfinished') return t('signIn.addressUnfinished', { end: read.end });
      if (read.kind === 'unknown') return unknown;
      // While nobody has said what is taken here, the portal decides.
      return read.channel === 'sms' && takesNumbers === false ? t('signIn.numbersNotHere') : undefined;
    },
    /** Why the portal did not take it. */
    problemOf: (error: unknown): string | undefined => {
      return hasCode(error, 'invalid_request') ? unknown : askFault(t, error);
    },
  };
}
