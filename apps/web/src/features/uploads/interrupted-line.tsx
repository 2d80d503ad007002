import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { TextLink } from '../../components/text-link.tsx';
import type { InterruptedUpload } from './interrupted-uploads.ts';
import { LineFrame } from './line-frame.tsx';
import { useChooseFiles, useGiveUpInterrupted } from './uploads-context.ts';

/** An upload that lost its page. This device does not know its name: nothing of that kind is kept. */
export function InterruptedLine({ interrupted }: { interrupted: InterruptedUpload }) {
  const { t } = useTranslation();
  const format = useFormat();
  const choose = useChooseFiles();
  const giveUp = useGiveUpInterrupted();
  const { uploadId, percent } = interrupted;
  const size = format.fileSize(interrupted.sizeInBytes);
  return (
    <LineFrame
      title={t('documents.uploads.ofSize', { size })}
      isNamed={false}
      sheet="sending"
      percent={percent}
      words={{
        first: t('documents.uploads.wasInterrupted', { percent: format.percent(percent) }),
        rest: t('documents.uploads.chooseAgain'),
        tone: 'plain',
      }}
      actions={
        <>
          <TextLink size="note" onSelect={choose}>
            {t('documents.uploads.chooseFile')}
          </TextLink>
          <TextLink size="note" tone="ink" onSelect={() => giveUp(uploadId)}>
            <span aria-hidden>{t('documents.uploads.giveUp')}</span>
            <span className="sr-only">{t('documents.uploads.giveUpOf', { size })}</span>
          </TextLink>
        </>
      }
    />
  );
}
