/** One sentence of the README that is measured. */
export type Claim = {
  /** What is asked for on the command line. */
  name: string;
  measure: (tools: Tools) => Promise<Result>;
};

/** Waits for a server and stops it when its time is over. */
export type Started = <Server extends { stop: () => Promise<void> }>(starting: Promise<Server>) => Promise<Server>;

export type Tools = {
  /** Stops servers after this claim. */
  started: Started;
  /** How often everybody takes a turn, where they take turns. */
  rounds: number;
  say: (line: string) => void;
};

export type Result = {
  name: string;
  sentence: string;
  /** Cells, the first row as headings. */
  table: readonly (readonly string[])[];
  /** What a reader has to know of how it was measured, a line each. */
  notes: readonly string[];
  targets: readonly Target[];
  /** The same for programs; units in the names. */
  figures: unknown;
};

/** An aim is told of; a target that is missed makes the run fail. */
export type Target = { text: string; reached: number; holds: boolean; isAim: boolean };

/** Claims that are measured on the same servers; their results stand on one page. */
export type Group = {
  name: string;
  /** Of what the page tells, in a sentence or two. */
  about: readonly string[];
  claims: readonly string[];
  /** Starts what the claims that are asked for need, and nothing else. */
  start: (run: Run) => Promise<Claim[]>;
};

export type Run = {
  seed: number;
  durationSeconds: number;
  isAsked: (claim: string) => boolean;
  /** Stops servers after the claims of the group. */
  started: Started;
};

/** A claim that needs servers of its own: what the next one does is not to meet them. */
export const prepared = (name: string, prepare: (started: Started) => Promise<Claim>): Claim => ({
  name,
  measure: async (tools) => (await prepare(tools.started)).measure(tools),
});

export const atLeast = (reached: number, bound: number, what: string, isAim = false): Target => ({
  text: `≥ ${bound} ${what}`,
  reached,
  holds: reached >= bound,
  isAim,
});

export const atMost = (reached: number, bound: number, what: string, isAim = false): Target => ({
  text: `≤ ${bound} ${what}`,
  reached,
  holds: reached <= bound,
  isAim,
});
