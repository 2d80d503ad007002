import type { Document } from '@portal/contract/documents';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { changesBetween, faultsOf, fieldsOf } from './document-fields.ts';
import type { DocumentFields } from './document-fields.ts';
import { FieldInput } from './field-inputs.tsx';
import { useKeys } from './use-keys.ts';
import { useChangeDocument } from './use-change-document.ts';

type EditInPlaceProps = { document: Document; name: keyof DocumentFields; onEnd: () => void };

/** One field of a document, where it stands. Escape leaves it as it was. */
export function EditInPlace({ document, name, onEnd }: EditInPlaceProps) {
  const { t } = useTranslation();
  const change = useChangeDocument();
  const form = useRef<HTMLFormElement>(null);
  const [fields, setFields] = useState(() => fieldsOf(document));
  const [asked, setAsked] = useState(false);
  const fault = faultsOf(fields)[name];
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(), []);
  useKeys(form, (event) => {
    if (event.key === 'Escape') onEnd();
  });
  const save = (): void => {
    setAsked(true);
    if (fault) return;
    const changes = changesBetween(document, fields);
    if (changes) void change(document, changes);
    onEnd();
  };
  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <FieldInput name={name} fields={fields} onChange={setFields} fault={asked ? fault : undefined} />
      <div className="flex flex-wrap gap-3">
        <Button size="small" onClick={onEnd}>
          {t('documents.change.cancel')}
        </Button>
        <Button size="small" type="submit">
          {t('documents.change.save')}
        </Button>
      </div>
    </form>
  );
}
