import type { DocumentHit } from '@portal/contract/documents';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import type { PlaceInDocument } from '../../app/paths.ts';

/** The page where the words of a search stand, and the first of them as it stands there. */
export function placeOfHit({ page, snippet }: DocumentHit): PlaceInDocument {
  return { page, find: snippet.find(({ isMatch }) => isMatch)?.text.trim() ?? '' };
}

/** What a search has found inside a document: "Page 3: … of the left **knee** shows …" */
export function HitLine({ hit }: { hit: DocumentHit }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <p className="line-clamp-3 text-note break-words text-graphite">
      <span className="font-strong text-ink">{t('documents.search.onPage', { page: format.number(hit.page) })}</span>{' '}
      <bdi>
        {hit.snippet.map(({ text, isMatch }, place) =>
          isMatch ? (
            <mark key={place} className="rounded-label bg-heed-wash px-0.5 font-strong text-ink">
              {text}
            </mark>
          ) : (
            <span key={place}>{text}</span>
          ),
        )}
      </bdi>
    </p>
  );
}
