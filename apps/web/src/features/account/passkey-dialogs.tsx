import type { Passkey } from '@portal/contract/passkeys';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasCode } from '../../app/api-problem.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useToast } from '../../components/toasts.tsx';
import { problemSentence } from '../identity/problem-sentence.ts';
import { useRemovePasskey, useRenamePasskey } from '../identity/use-passkeys.ts';

type PasskeyDialogProps = { passkey: Passkey; onClose: () => void };

const nameLength = 100;

export function RenamePasskey({ passkey, onClose }: PasskeyDialogProps) {
  const { t } = useTranslation();
  const form = useId();
  const field = useRef<HTMLInputElement>(null);
  const rename = useRenamePasskey();
  const [name, setName] = useState(passkey.name);
  const [asked, setAsked] = useState(false);
  const isEmpty = name.trim() === '';
  const save = () => {
    setAsked(true);
    if (!isEmpty) rename.mutate({ passkeyId: passkey.id, name: name.trim() }, { onSuccess: onClose });
  };
  const fault = rename.error ? problemSentence(t, rename.error) : undefined;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('settings.passkeys.renameTitle')}
      initialFocus={field}
      actions={
        <>
          <Button onClick={onClose}>{t('settings.cancel')}</Button>
          <Button
            variant="main"
            type="submit"
            form={form}
            busyLabel={rename.isPending ? t('settings.saving') : undefined}
          >
            {t('settings.save')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField
          ref={field}
          label={t('settings.passkeys.name')}
          value={name}
          onChange={setName}
          maxLength={nameLength}
          error={asked && isEmpty ? t('settings.passkeys.nameEmpty') : fault}
          dir="auto"
        />
      </form>
    </Dialog>
  );
}

export function RemovePasskey({ passkey, onClose }: PasskeyDialogProps) {
  const { t } = useTranslation();
  const toast = useToast();
  const remove = useRemovePasskey();
  const confirm = () =>
    remove.mutate(passkey.id, {
      onSuccess: () => void toast.show({ text: t('settings.passkeys.removed') }),
      onError: (error) => {
        if (!hasCode(error, 'fresh_sign_in_required')) toast.show({ tone: 'problem', text: problemSentence(t, error) });
      },
      onSettled: onClose,
    });
  return (
    <ConfirmDialog
      // Another question may come first: is it really you?
      open={!remove.isPending}
      onClose={onClose}
      title={t('settings.passkeys.removeTitle')}
      safeLabel={t('settings.keep')}
      confirmLabel={t('settings.remove')}
      onConfirm={confirm}
    >
      <bdi className="font-strong text-ink">{passkey.name}</bdi> {t('settings.passkeys.removeText')}
    </ConfirmDialog>
  );
}
