import type { Document } from '@portal/contract/documents';
import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { Button } from '../../components/button.tsx';
import { SheetThumbnail } from '../../components/sheet-thumbnail.tsx';
import { useFacts } from './use-facts.ts';

type TrashRowProps = { document: Document; onRestore: () => void; onDelete: () => void };

/** So few days left are said in the colour that needs somebody. */
const fewDays = 3;
const dayMs = 86_400_000;

export function TrashRow({ document, onRestore, onDelete }: TrashRowProps) {
  const { t } = useTranslation();
  const { title } = document;
  return (
    <li data-row={document.id} className="flex flex-wrap items-center gap-x-8 gap-y-3 border-b border-rule py-3.5">
      <SheetThumbnail state="trash" width={52} />
      <div className="min-w-0 grow basis-48">
        <h2 className="line-clamp-2 font-serif text-doc break-words">
          <bdi>{title}</bdi>
        </h2>
        <TrashFacts document={document} />
      </div>
      <div className="basis-45 max-sm:basis-full max-sm:ps-21">
        <Farewell document={document} />
      </div>
      <div className="flex items-center gap-3 max-sm:basis-full max-sm:ps-21">
        <Button size="small" icon={Undo2} onClick={onRestore} aria-label={t('documents.trash.restoreOf', { title })}>
          {t('documents.trash.restore')}
        </Button>
        <button
          type="button"
          onClick={onDelete}
          aria-label={t('documents.trash.deleteNowOf', { title })}
          className="hit rounded-control px-2 font-strong text-stop enabled-hover:underline"
        >
          {t('documents.trash.deleteNow')}
        </button>
      </div>
    </li>
  );
}

function TrashFacts({ document }: { document: Document }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = useFacts();
  const trashedAt = document.trashedAt ?? '';
  const isToday = new Date(trashedAt).toDateString() === new Date().toDateString();
  const put = isToday
    ? t('documents.trash.putToday')
    : t('documents.trash.putOn', { day: format.dayAndMonth(trashedAt) });
  return (
    <p className="text-note text-graphite">
      {[facts.category(document), facts.pages(document), put].filter(Boolean).join(t('documents.comma'))}
    </p>
  );
}

/** "Gone in 29 days, on 21 December" */
function Farewell({ document }: { document: Document }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (document.purgeAt === null) return null;
  const days = Math.max(0, Math.ceil((Date.parse(document.purgeAt) - Date.now()) / dayMs));
  const words =
    days === 0 ? t('documents.trash.goneToday') : t('documents.trash.goneIn', { count: days, n: format.number(days) });
  return (
    <>
      <p>
        {days <= fewDays ? (
          <span className="-ms-2 inline-block rounded-label bg-heed-wash px-2 font-strong text-heed">{words}</span>
        ) : (
          words
        )}
      </p>
      <p className="text-note text-graphite">
        {t('documents.trash.on', { day: format.dayAndMonth(document.purgeAt) })}
      </p>
    </>
  );
}
