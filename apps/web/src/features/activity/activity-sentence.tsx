import type { ActivityItem } from '@portal/contract/activity';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { deviceWords } from '../identity/device-words.ts';

/** Marks of the private use area, which no sentence of the catalogues holds: where name and title go. */
const whoMark = '\ue000';
const titleMark = '\ue001';

type ActivitySentenceProps = {
  item: ActivityItem;
  /** Where the document is known already, and no column tells the device: "You opened it on this device". */
  short?: boolean;
};

/** Who did what, in plain words: "You opened Blood test". Somebody who was refused is named in the colour of heed. */
export function ActivitySentence({ item, short = false }: ActivitySentenceProps) {
  const { t } = useTranslation();
  const { action, outcome } = item;
  // Both say by themselves that nothing was given.
  const saysRefused = action === 'sign_in_refused' || action === 'document_refused';
  const done = t(`activity.did.${action}`, { who: whoMark, title: titleMark });
  const told = outcome === 'refused' && !saysRefused ? t('activity.butRefused', { done }) : done;
  const words = short ? withDevice(t, told, item) : told;
  return words.split(/(\ue000|\ue001)/).map((part, place) => {
    if (part === whoMark) return <Who key={place} item={item} />;
    if (part === titleMark) return <Title key={place} item={item} short={short} />;
    return part;
  });
}

function withDevice(t: TFunction, done: string, { isThisDevice, device }: ActivityItem): string {
  if (isThisDevice) return t('activity.onThisDevice', { done });
  const words = deviceWords(t, device);
  return words === undefined ? done : t('activity.onDevice', { done, device: words });
}

function Who({ item: { actor, outcome } }: { item: ActivityItem }) {
  const { t } = useTranslation();
  const refused = outcome === 'refused';
  const who = actor === 'system' && refused ? t('activity.who.somebody') : t(`activity.who.${actor}`);
  return <strong className={refused && actor !== 'you' ? 'font-strong text-heed' : 'font-strong'}>{who}</strong>;
}

function Title({ item: { documentTitle }, short }: { item: ActivityItem; short: boolean }) {
  const { t } = useTranslation();
  if (short) return t('activity.it');
  if (documentTitle === null) return t('activity.goneDocument');
  return <bdi className="font-serif text-doc break-words">{documentTitle}</bdi>;
}
