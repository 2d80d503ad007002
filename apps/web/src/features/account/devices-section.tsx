import type { OpenSession } from '@portal/contract/sessions';
import { endOtherSessions, endSession, listSessions } from '@portal/contract/sessions.endpoints';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { MonitorSmartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { callEndpoint } from '../../app/api-client.ts';
import { hasCode } from '../../app/api-problem.ts';
import { useFormat } from '../../app/format.ts';
import { Button } from '../../components/button.tsx';
import { useToast } from '../../components/toasts.tsx';
import { deviceWords } from '../identity/device-words.ts';
import { problemSentence } from '../identity/problem-sentence.ts';
import { AccountSection } from './account-section.tsx';
import { Entries } from './entries.tsx';
import { Entry } from './entry.tsx';

const devicesKey = ['devices'];

/** Where one is signed in, and the way out there. */
export function DevicesSection() {
  const { t } = useTranslation();
  const devices = useQuery({
    queryKey: devicesKey,
    queryFn: async ({ signal }) => (await callEndpoint(listSessions, { signal })).items,
  });
  return (
    <AccountSection title={t('settings.devices.title')} intro={t('settings.devices.intro')}>
      <Entries label={t('settings.devices.title')} query={devices}>
        {(session) => <DeviceEntry key={session.id} session={session} />}
      </Entries>
      {(devices.data?.length ?? 0) > 1 && <SignOutElsewhere />}
    </AccountSection>
  );
}

function DeviceEntry({ session }: { session: OpenSession }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = deviceWords(t, session.device) ?? t('settings.devices.unknown');
  const end = useEnding(
    () => callEndpoint(endSession, { params: { sessionId: session.id } }),
    t('settings.devices.ended'),
  );
  return (
    <Entry
      icon={MonitorSmartphone}
      name={name}
      mark={session.isThis && t('settings.devices.this')}
      facts={t('settings.devices.facts', {
        created: format.dateTime(session.createdAt),
        used: format.dateTime(session.lastUsedAt),
      })}
      actions={
        !session.isThis && (
          <Button
            size="small"
            onClick={() => end.mutate()}
            busyLabel={end.isPending ? t('settings.devices.ending') : undefined}
            aria-label={t('settings.devices.endOf', { name })}
          >
            {t('settings.devices.end')}
          </Button>
        )
      }
    />
  );
}

function SignOutElsewhere() {
  const { t } = useTranslation();
  const end = useEnding(() => callEndpoint(endOtherSessions, {}), t('settings.devices.allEnded'));
  return (
    <div className="pt-5">
      <Button onClick={() => end.mutate()} busyLabel={end.isPending ? t('settings.devices.ending') : undefined}>
        {t('settings.devices.endAll')}
      </Button>
    </div>
  );
}

/** A session that is gone already has ended as well. */
function useEnding(endThem: () => Promise<unknown>, doneWords: string) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: async () => {
      try {
        await endThem();
      } catch (error) {
        if (!hasCode(error, 'session_not_found')) throw error;
      }
    },
    onSuccess: () => void toast.show({ text: doneWords }),
    onError: (error) => void toast.show({ tone: 'problem', text: problemSentence(t, error) }),
    onSettled: () => client.invalidateQueries({ queryKey: devicesKey }),
  });
}
