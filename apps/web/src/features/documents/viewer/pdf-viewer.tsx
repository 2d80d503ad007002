import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import type { ReactNode } from 'react';
import type { PlaceInDocument } from '../../../app/paths.ts';
import { activityKeys } from '../../activity/activity-keys.ts';
import { usePdf } from './use-pdf.ts';
import type { PdfFailure } from './use-pdf.ts';
import { Viewer } from './viewer.tsx';

type PdfViewerProps = {
  url: string;
  title: string;
  place: PlaceInDocument;
  attempt: number;
  /** What is seen until the first page is known. */
  toCome: ReactNode;
  onFailure: (failure: PdfFailure) => void;
};

export function PdfViewer({ url, title, place, attempt, toCome, onFailure }: PdfViewerProps) {
  const state = usePdf(url, attempt);
  const client = useQueryClient();
  const tell = useEffectEvent(onFailure);
  useEffect(() => {
    if (state.kind === 'failed') tell(state.failure);
    // Its opening stands in the record now.
    if (state.kind === 'ready') void client.invalidateQueries({ queryKey: activityKeys.openings });
  }, [state, client]);
  if (state.kind !== 'ready') return toCome;
  return <Viewer pdf={state.pdf} firstPage={state.firstPage} title={title} place={place} />;
}
