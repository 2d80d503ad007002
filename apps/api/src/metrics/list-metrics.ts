import {
  breakerStates,
  listCacheFailures,
  listReadOutcomes,
  replicaFallbacks,
} from '@portal/core/documents/list-observer';
import type {
  BreakerState,
  ListCacheObserver,
  ListObserver,
  ReplicaObserver,
} from '@portal/core/documents/list-observer';
import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import { countersOf } from './counters-of.ts';

export type ListMetrics = {
  lists: ListObserver;
  listCache: ListCacheObserver;
  replicas: ReplicaObserver;
  /** `breaker`: what it guards. Asked whenever somebody looks; once a name. */
  watchBreaker: (breaker: string, state: () => BreakerState) => void;
};

export function createListMetrics(registry: Registry): ListMetrics {
  const readsBy = countersOf(registry, {
    name: 'portal_list_reads_total',
    help: 'Lists that were read, by where they came from.',
    label: 'outcome',
    values: listReadOutcomes,
  });
  const fallbacksBy = countersOf(registry, {
    name: 'portal_replica_fallbacks_total',
    help: 'List pages that the primary was asked for although there are replicas, by reason.',
    label: 'reason',
    values: replicaFallbacks,
  });
  return {
    lists: { read: (outcome) => readsBy[outcome]() },
    listCache: createCacheObserver(registry),
    replicas: createReplicaObserver(registry, fallbacksBy),
    watchBreaker: createBreakerGauge(registry),
  };
}

function createCacheObserver(registry: Registry): ListCacheObserver {
  const failures = new Counter({
    name: 'portal_list_cache_failures_total',
    help: 'Questions to the list cache that it did not answer, each of which counts as a miss.',
    labelNames: ['operation', 'reason'],
    registers: [registry],
  });
  for (const operation of ['find', 'keep']) {
    for (const reason of listCacheFailures) failures.inc({ operation, reason }, 0);
  }
  return { failed: (operation, reason) => failures.inc({ operation, reason }) };
}

function createReplicaObserver(
  registry: Registry,
  fallbacksBy: Record<(typeof replicaFallbacks)[number], () => void>,
): ReplicaObserver {
  const served = new Counter({
    name: 'portal_replica_reads_total',
    help: 'List pages that a replica served, by its place in the configuration.',
    labelNames: ['replica'],
    registers: [registry],
  });
  return {
    served: (replica) => served.inc({ replica }),
    fellBack: (reason) => fallbacksBy[reason](),
  };
}

function createBreakerGauge(registry: Registry): ListMetrics['watchBreaker'] {
  const watched = new Map<string, () => BreakerState>();
  const gauge = new Gauge({
    name: 'portal_breaker_state',
    help: 'What a breaker lets through: 1 for the state it is in, 0 for the others.',
    labelNames: ['breaker', 'state'],
    registers: [registry],
    collect: () => {
      for (const [breaker, ask] of watched) {
        const current = ask();
        for (const state of breakerStates) gauge.set({ breaker, state }, state === current ? 1 : 0);
      }
    },
  });
  return (breaker, state) => void watched.set(breaker, state);
}
