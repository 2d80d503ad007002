import type { Document, ListedDocument } from '@portal/contract/documents';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { join } from '../../components/join.ts';
import { SheetThumbnail } from '../../components/sheet-thumbnail.tsx';
import { StateLabel } from '../../components/state-label.tsx';
import { DocumentMenu } from './document-menu.tsx';
import { closedReasonOf, sealOf, sheetOf } from './document-state.ts';
import { HitLine, placeOfHit } from './hit-line.tsx';
import { thumbnailAddress } from './thumbnail-address.ts';
import { useFacts } from './use-facts.ts';

type DocumentRowProps = {
  document: ListedDocument;
  onChange: (document: Document) => void;
  onTrash: (document: Document) => void;
};

/** Covers its row: the whole row opens. Only the menu lies above it. */
const titleLook =
  'outline-none after:absolute after:inset-0 group-hover/row:underline decoration-2 underline-offset-3 focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-ink';

/** One document of a list: columns where there is room, a card where there is little (`@container/list`). */
export function DocumentRow({ document, onChange, onTrash }: DocumentRowProps) {
  const { t } = useTranslation();
  const facts = useFacts();
  const reason = closedReasonOf(document);
  const date = facts.date(document);
  const { hit } = document;
  const imageUrl = thumbnailAddress(document);
  return (
    <article className="group/row relative grid min-h-24.5 grid-cols-[60px_minmax(0,1fr)_44px] items-center gap-x-5 py-2.5 @min-[40rem]/list:grid-cols-[52px_minmax(0,1fr)_144px_133px_44px] @min-[40rem]/list:gap-x-4 @min-[62rem]/list:grid-cols-[52px_minmax(0,1fr)_176px_176px_150px_44px] @min-[62rem]/list:gap-x-7 border-b border-rule enabled-hover:bg-touch enabled-hover:under-touch">
      <span className="@max-[40rem]/list:hidden">
        <SheetThumbnail state={sheetOf(document)} width={52} imageUrl={imageUrl} />
      </span>
      <span className="@min-[40rem]/list:hidden">
        <SheetThumbnail state={sheetOf(document)} width={60} imageUrl={imageUrl} />
      </span>
      <div className="min-w-0">
        <h3 className="line-clamp-2 font-serif text-doc break-words">
          <Link to={paths.document(document.id, hit && placeOfHit(hit))} className={titleLook}>
            <bdi>{document.title}</bdi>
          </Link>
        </h3>
        <CardLines document={document} />
        <p className="text-note text-graphite @max-[40rem]/list:hidden">
          <span className="@min-[62rem]/list:hidden">
            {facts.category(document)}
            {t('documents.separator')}
          </span>
          {facts.pagesAndSize(document)}
        </p>
        {reason && reason !== 'processing' && (
          <p className={join('text-note', sealOf(document) === 'blocked' ? 'text-stop' : 'text-heed')}>
            {t(`documents.reason.${reason}`)}
          </p>
        )}
        {hit && <HitLine hit={hit} />}
      </div>
      <p className="text-graphite @max-[62rem]/list:hidden">{facts.category(document)}</p>
      <p className="doc-date text-graphite @max-[40rem]/list:hidden">{date ?? <span aria-hidden>–</span>}</p>
      <p className="@max-[40rem]/list:hidden">
        <StateLabel state={sealOf(document)} form="row" />
      </p>
      <div className="relative z-1 justify-self-end">
        <DocumentMenu document={document} onChange={() => onChange(document)} onTrash={() => onTrash(document)} />
      </div>
    </article>
  );
}

/** The second and third line of a card: category and date, state and size. */
function CardLines({ document }: { document: Document }) {
  const { t } = useTranslation();
  const facts = useFacts();
  const date = facts.date(document);
  const seal = sealOf(document);
  const isPlain = seal === 'ready' || seal === 'checking';
  return (
    <div className="text-note text-graphite @min-[40rem]/list:hidden">
      <p>
        {facts.category(document)}
        {date && (
          <>
            {t('documents.comma')}
            <span className="doc-date">{date}</span>
          </>
        )}
      </p>
      {isPlain ? (
        <p>{facts.join(t(`documents.state.${document.state}`), facts.pagesAndSize(document))}</p>
      ) : (
        <p className="py-1">
          <StateLabel state={seal} form="row" />
        </p>
      )}
    </div>
  );
}
