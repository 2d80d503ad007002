import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { join } from '../../components/join.ts';
import { Progress } from '../../components/progress.tsx';
import { SheetThumbnail } from '../../components/sheet-thumbnail.tsx';
import type { SheetState } from '../../components/sheet-thumbnail.tsx';
import type { UploadWords } from './failure-words.ts';

const tones: Record<UploadWords['tone'], string> = {
  plain: 'text-ink',
  seal: 'text-seal',
  heed: 'text-heed',
  stop: 'text-stop',
};

type LineFrameProps = {
  /** What the paper is called, in its own voice; or, where no name is known, what the portal calls it. */
  title: string;
  isNamed?: boolean;
  sheet: SheetState;
  /** Of the first page, where there is one. */
  imageUrl?: string | undefined;
  /** How much of it has been sent; `undefined` where there is no telling. */
  percent?: number | undefined;
  words: UploadWords;
  /** Buttons in the corner. */
  corner?: ReactNode;
  beside?: ReactNode;
  actions?: ReactNode;
};

/** One line of the tray: the sheet, what is said about it, and what can be done. */
export function LineFrame(props: LineFrameProps) {
  const { title, isNamed = true, sheet, imageUrl, percent, words, corner, beside, actions } = props;
  const { t } = useTranslation();
  return (
    <li className="flex gap-4 border-t border-rule py-4">
      <span className="pt-0.5">
        <SheetThumbnail state={sheet} width={36} percent={percent ?? 0} imageUrl={imageUrl} />
      </span>
      <div className="min-w-0 grow">
        <div className="flex items-start gap-2">
          <h3
            className={join(
              'min-w-0 grow pt-0.5 break-words',
              isNamed ? 'font-serif text-[1.125rem] leading-6 font-title' : 'text-body font-strong',
            )}
          >
            <bdi>{title}</bdi>
          </h3>
          {corner && <span className="-my-2.5 -me-3 flex">{corner}</span>}
        </div>
        {percent !== undefined && (
          <div className="py-1">
            <Progress label={t('documents.uploads.progressOf', { title })} percent={percent} />
          </div>
        )}
        <p className="figures text-note text-graphite">
          {words.first && <strong className={join('font-strong', tones[words.tone])}>{words.first}</strong>}
          {words.first && !words.rest.startsWith(t('documents.comma')) && ' '}
          {words.rest}
        </p>
        {words.quote && <p className="text-note text-graphite">{t('problems.quote', { number: words.quote })}</p>}
        {actions && <div className="flex flex-wrap gap-x-5">{actions}</div>}
      </div>
      {beside && <div className="self-center">{beside}</div>}
    </li>
  );
}
