import { useState } from 'react';
import { useTranslation } from 'react-i18next';

type PageFieldProps = { current: number; pageCount: number; onGoTo: (pageNumber: number) => void };

/** The number of the page in sight; typed over, it leads to another. */
export function PageField({ current, pageCount, onGoTo }: PageFieldProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string>();
  const go = (): void => {
    const wanted = Number(typed);
    setTyped(undefined);
    if (typed && Number.isInteger(wanted)) onGoTo(Math.min(Math.max(wanted, 1), pageCount));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <input
        inputMode="numeric"
        aria-label={t('documents.viewer.page')}
        value={typed ?? String(current)}
        onChange={(event) => setTyped(event.currentTarget.value.replaceAll(/\D/g, ''))}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => setTyped(undefined)}
        className="h-11 w-12 rounded-control border-[1.5px] border-edge bg-sheet text-center"
      />
    </form>
  );
}
