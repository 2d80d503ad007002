import { documentCategories } from '@portal/contract/documents';
import { limits } from '@portal/contract/limits';
import { useTranslation } from 'react-i18next';
import { SelectField } from '../../components/select-field.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { TextField } from '../../components/text-field.tsx';
import type { DocumentFields, FieldFault } from './document-fields.ts';

export type FieldInputProps = {
  name: keyof DocumentFields;
  fields: DocumentFields;
  onChange: (fields: DocumentFields) => void;
  fault?: FieldFault | undefined;
};

/** The control of one field of a document, for the dialog and for its own page. */
export function FieldInput({ name, fields, onChange, fault }: FieldInputProps) {
  const { t } = useTranslation();
  const error = fault && t(`documents.change.${fault}`);
  switch (name) {
    case 'title':
      return (
        <TextField
          serif
          label={t('documents.change.titleField')}
          value={fields.title}
          onChange={(title) => onChange({ ...fields, title })}
          maxLength={limits.titleLength}
          error={error}
        />
      );
    case 'category':
      return (
        <SelectField
          label={t('documents.change.categoryField')}
          value={fields.category}
          onChange={(category) => onChange({ ...fields, category })}
          options={documentCategories.map((value) => ({ value, label: t(`documents.categories.${value}`) }))}
        />
      );
    case 'documentDate':
      return (
        <TextField
          type="date"
          min="1900-01-01"
          max="2100-12-31"
          label={t('documents.change.dateField')}
          value={fields.documentDate}
          onChange={(documentDate) => onChange({ ...fields, documentDate })}
          error={error}
        />
      );
    case 'note':
      return (
        <TextArea
          label={t('documents.change.noteField')}
          value={fields.note}
          onChange={(note) => onChange({ ...fields, note })}
          maxLength={limits.noteLength}
          rows={3}
        />
      );
  }
}
