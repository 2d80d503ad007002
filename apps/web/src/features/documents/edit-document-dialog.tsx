import type { Document } from '@portal/contract/documents';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { changesBetween, faultsOf, fieldsOf } from './document-fields.ts';
import { FieldInput } from './field-inputs.tsx';
import { useChangeDocument } from './use-change-document.ts';

type EditDocumentDialogProps = { document: Document; onClose: () => void };

const names = ['title', 'category', 'documentDate', 'note'] as const;

/** Title, category, date and note at once. Saving shows the change right away; the list takes it back if need be. */
export function EditDocumentDialog({ document, onClose }: EditDocumentDialogProps) {
  const { t } = useTranslation();
  const change = useChangeDocument();
  const formId = useId();
  const [fields, setFields] = useState(() => fieldsOf(document));
  const [asked, setAsked] = useState(false);
  const faults = faultsOf(fields);
  const save = (): void => {
    setAsked(true);
    if (Object.keys(faults).length > 0) return;
    const changes = changesBetween(document, fields);
    if (changes) void change(document, changes);
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('documents.change.title')}
      actions={
        <>
          <Button onClick={onClose}>{t('documents.change.cancel')}</Button>
          <Button variant="main" type="submit" form={formId}>
            {t('documents.change.save')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="flex flex-col gap-4 pt-2 text-ink"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {names.map((name) => (
          <FieldInput
            key={name}
            name={name}
            fields={fields}
            onChange={setFields}
            fault={asked ? faults[name] : undefined}
          />
        ))}
      </form>
    </Dialog>
  );
}
