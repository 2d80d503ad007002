import { Globe } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../../app/i18n.ts';
import { isLanguage, languageNames, languages } from '../../app/language.ts';
import { SelectField } from '../../components/select-field.tsx';

const options = languages.map((language) => ({ value: language, label: languageNames[language] }));

export function LanguageSelect() {
  const { t, i18n } = useTranslation();
  return (
    <SelectField
      label={t('account.language')}
      hideLabel
      quiet
      foldsOnPhone
      icon={Globe}
      value={isLanguage(i18n.language) ? i18n.language : 'en'}
      onChange={(language) => void chooseLanguage(language)}
      options={options}
    />
  );
}
