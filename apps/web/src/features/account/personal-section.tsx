import type { Account } from '@portal/contract/account';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../../app/i18n.ts';
import { isLanguage, languageNames, languages } from '../../app/language.ts';
import type { Language } from '../../app/language.ts';
import { chooseTheme, themes, useTheme } from '../../app/theme.ts';
import { Button } from '../../components/button.tsx';
import { RadioGroup } from '../../components/radio-group.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useToast } from '../../components/toasts.tsx';
import { problemSentence } from '../identity/problem-sentence.ts';
import { useChangeAccount } from '../identity/use-account.ts';
import { AccountSection } from './account-section.tsx';

const languageOptions = languages.map((language) => ({ value: language, label: languageNames[language] }));
const nameLength = 200;

/** What one is called, and how the portal speaks and looks. */
export function PersonalSection({ account }: { account: Account }) {
  const { t, i18n } = useTranslation();
  const toast = useToast();
  const theme = useTheme();
  const change = useChangeAccount();
  const themeNames = { light: t('account.themeLight'), dark: t('account.themeDark'), system: t('account.themeSystem') };
  const speak = (language: Language) => {
    void chooseLanguage(language);
    change.mutate(
      { language },
      { onError: (error) => toast.show({ tone: 'problem', text: problemSentence(t, error) }) },
    );
  };
  return (
    <AccountSection title={t('settings.personal.title')}>
      <div className="flex flex-col gap-6">
        <NameForm account={account} />
        <div className="max-w-100">
          <SelectField
            label={t('account.language')}
            hint={t('settings.personal.languageHint')}
            value={isLanguage(i18n.language) ? i18n.language : 'en'}
            onChange={speak}
            options={languageOptions}
          />
        </div>
        <div>
          <p aria-hidden className="mb-1 font-strong">
            {t('account.theme')}
          </p>
          <RadioGroup
            label={t('account.theme')}
            value={theme}
            onChange={chooseTheme}
            options={themes.map((value) => ({ value, label: themeNames[value] }))}
          />
        </div>
      </div>
    </AccountSection>
  );
}

function NameForm({ account }: { account: Account }) {
  const { t } = useTranslation();
  const toast = useToast();
  const change = useChangeAccount();
  const [name, setName] = useState(account.name ?? '');
  const written = name.trim() === '' ? null : name.trim();
  const save = () =>
    change.mutate(
      { name: written },
      {
        onSuccess: () => toast.show({ text: t('settings.personal.nameSaved') }),
      },
    );
  return (
    <form
      noValidate
      className="flex flex-wrap items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!change.isPending) save();
      }}
    >
      <div className="max-w-100 grow">
        <TextField
          label={t('settings.personal.name')}
          hint={t('settings.personal.nameHint')}
          error={change.error ? problemSentence(t, change.error) : undefined}
          value={name}
          onChange={setName}
          autoComplete="name"
          maxLength={nameLength}
          dir="auto"
        />
      </div>
      {written !== account.name && (
        <Button type="submit" className="sm:mt-8.5" busyLabel={change.isPending ? t('settings.saving') : undefined}>
          {t('settings.save')}
        </Button>
      )}
    </form>
  );
}
