import { Clock, WifiOff } from 'lucide-react';
import { useState } from 'react';
import { Banner } from '../banner.tsx';
import { Button } from '../button.tsx';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { LargeSheet } from '../large-sheet.tsx';
import { Stamp } from '../stamp.tsx';
import { TextLink } from '../text-link.tsx';
import { useToast } from '../toasts.tsx';
import { Section } from './section.tsx';

const checkedOn = new Date(2026, 4, 3, 18, 36);

export function Dialogs() {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <Section title="Dialog and stamp">
      <div className="flex flex-wrap items-center gap-10">
        <Button variant="danger" onClick={() => setOpen(true)}>
          Delete now
        </Button>
        <Stamp date={checkedOn} label="Checked · no problem found" />
        <LargeSheet line="pencil" blank className="h-40 w-28" />
        <LargeSheet line="three-sides" seal="checking" className="h-40 w-28" />
        <LargeSheet line="ink" seal="ready" className="h-40 w-28" />
      </div>
      <ConfirmDialog
        open={open}
        onClose={close}
        title="Delete this for good?"
        safeLabel="Keep it"
        confirmLabel="Delete for good"
        onConfirm={close}
      >
        <strong className="font-serif font-title">Prescription – ibuprofen</strong> and every copy of it will be gone.
        Nobody can bring it back.
      </ConfirmDialog>
    </Section>
  );
}

export function Notices() {
  const toast = useToast();
  const nothing = () => undefined;
  const showPlain = () =>
    toast.show({
      text: (
        <>
          <span className="font-serif font-title">Physiotherapy plan</span> is in the trash
        </>
      ),
      action: { label: 'Undo', onAction: nothing },
    });
  const showProblem = () =>
    toast.show({
      tone: 'problem',
      text: 'The title was not saved. You can try again.',
      quote: '01J-7F3K',
      action: { label: 'Try again', onAction: nothing },
    });
  return (
    <Section title="Toasts and banners">
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap gap-3">
          <Button onClick={showPlain}>Show a toast</Button>
          <Button onClick={showProblem}>Show a problem</Button>
        </div>
        <Banner icon={WifiOff}>
          <strong className="font-strong">You are offline.</strong> Your list is still readable. Sending goes on by
          itself when you are back.
        </Banner>
        <Banner
          tone="heed"
          icon={Clock}
          action={
            <TextLink tone="ink" onSelect={nothing}>
              Stay signed in
            </TextLink>
          }
        >
          <strong className="font-strong">You will be signed out in 2 minutes.</strong> To protect you, because nothing
          happened for a while.
        </Banner>
      </div>
    </Section>
  );
}
