import { lazy, Suspense, useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { FreshSignInContext } from './fresh-sign-in-context.ts';

const FreshSignInDialog = lazy(async () => ({
  default: (await import('./fresh-sign-in-dialog.tsx')).FreshSignInDialog,
}));

/** Around everything that may need a fresh sign-in. Its dialog comes when it is first needed. */
export function FreshSignIn({ children }: { children: ReactNode }) {
  const [answer, setAnswer] = useState<(confirmed: boolean) => void>();
  const ask = useCallback(
    () =>
      new Promise<boolean>((resolve) => {
        setAnswer(() => (confirmed: boolean) => {
          setAnswer(undefined);
          resolve(confirmed);
        });
      }),
    [],
  );
  return (
    <FreshSignInContext value={ask}>
      {children}
      {answer && (
        <Suspense>
          <FreshSignInDialog onConfirmed={() => answer(true)} onClose={() => answer(false)} />
        </Suspense>
      )}
    </FreshSignInContext>
  );
}
