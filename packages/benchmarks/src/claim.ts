import type { Competitor, Figures } from './rounds.ts';

/** One sentence of the README that is measured: the first competitor is the portal. */
export type Claim = {
  /** What is asked for on the command line. */
  name: string;
  sentence: string;
  /** Of the rates: `MB/s`. */
  unit: string;
  /** What the processor time is told for: `200 MB`. */
  each: string;
  competitors: readonly Competitor[];
  /** The portal's rate is to be at least `atLeast` times that of a reference, or `atLeast` by itself. */
  targets: readonly { against?: string; atLeast: number; isAim?: boolean }[];
};

export type Target = { text: string; atLeast: number; reached: number; holds: boolean; isAim: boolean };

export type Result = {
  name: string;
  sentence: string;
  unit: string;
  each: string;
  rounds: number;
  figures: readonly Figures[];
  /** By reference: the portal's rate as a multiple of it, and what it took of the processor as a multiple. */
  ratios: Record<string, { ofRate: number; ofCpu: number }>;
  targets: readonly Target[];
};
