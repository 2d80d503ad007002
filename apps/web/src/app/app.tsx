import { CSPProvider } from '@base-ui/react/csp-provider';
import { DirectionProvider } from '@base-ui/react/direction-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Toasts } from '../components/toasts.tsx';
import { createQueryClient } from './query-client.ts';
import { Router } from './router.tsx';

export function App() {
  const { i18n } = useTranslation();
  const [queryClient] = useState(createQueryClient);
  return (
    <CSPProvider disableStyleElements>
      <DirectionProvider direction={i18n.dir()}>
        <QueryClientProvider client={queryClient}>
          <Toasts>
            <Router />
          </Toasts>
        </QueryClientProvider>
      </DirectionProvider>
    </CSPProvider>
  );
}
