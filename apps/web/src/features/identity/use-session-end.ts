import { extendSession } from '@portal/contract/sessions.endpoints';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { callEndpoint } from '../../app/api-client.ts';
import { msUntil } from '../../app/server-clock.ts';
import { sessionKey, useSession } from './session.ts';

const warnedForMs = 120_000;
const longestWaitMs = 60_000;
const tickMs = 1000;
const askAgainAfterMs = 2000;

export type SessionEnd = {
  /** Milliseconds until this session ends; `undefined` while that is not near. */
  leftInMs: number | undefined;
  /** The end that nothing puts off: a session is not older than that. */
  isFinal: boolean;
  stay: () => void;
  isStaying: boolean;
};

/** Watches the end of the session, asks the portal whether it is really near, and leaves when it has come. */
export function useSessionEnd(): SessionEnd {
  const { data, dataUpdatedAt, refetch } = useSession();
  const client = useQueryClient();
  const endsAt = data && (data.expiresAt < data.idleExpiresAt ? data.expiresAt : data.idleExpiresAt);
  const leftInMs = useMsUntil(endsAt ?? undefined);
  const isNear = leftInMs <= warnedForMs;
  // Something asked for since the last look may have prolonged it: only an end that the portal repeats is spoken of.
  const leftAsToldInMs = leftInMs + Date.now() - dataUpdatedAt;
  const overdue = leftInMs > 0 ? -1 : Math.floor(-leftInMs / askAgainAfterMs);
  const lookAgain = useEffectEvent(async () => {
    const { isError } = await refetch();
    // Nobody answers, and the time is over: nothing stays on the screen.
    if (isError && overdue >= 0) client.setQueryData(sessionKey, null);
  });
  useEffect(() => {
    if (isNear) void lookAgain();
  }, [isNear, overdue, endsAt]);
  const extend = useMutation({
    mutationFn: () => callEndpoint(extendSession, {}),
    onSuccess: (session) => client.setQueryData(sessionKey, session),
  });
  return {
    leftInMs: isNear && leftAsToldInMs <= warnedForMs + tickMs ? Math.max(0, leftInMs) : undefined,
    isFinal: data ? data.expiresAt <= data.idleExpiresAt : false,
    stay: () => extend.mutate(),
    isStaying: extend.isPending,
  };
}

/** Looked at rarely while it is far, every second when it is near. */
function useMsUntil(moment: string | undefined): number {
  const [leftInMs, setLeftInMs] = useState(Number.POSITIVE_INFINITY);
  useEffect(() => {
    if (moment === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const left = msUntil(moment);
      setLeftInMs(left);
      timer = setTimeout(look, left > warnedForMs ? Math.min(left - warnedForMs + 50, longestWaitMs) : tickMs);
    };
    look();
    return () => clearTimeout(timer);
  }, [moment]);
  return leftInMs;
}
