import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
export const measurementsFolder = join(root, 'docs/measurements');

export type Measurement = {
  /** The file's name: `upload-memory`. */
  name: string;
  /** What is claimed, as a sentence. */
  claim: string;
  seed: number | null;
  /** Units in the names. */
  figures: Record<string, number>;
};

export type MeasuredOn = ReturnType<typeof measuredOn>;

/** Of which commit, when, and on what figures are measured. */
export function measuredOn() {
  return {
    commit: execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
    measuredAt: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: cpus().length,
      loadAverage: loadavg()[0] ?? NaN,
      memoryInMebibytes: Math.round(totalmem() / 1024 ** 2),
      system: `${process.platform} ${release()}`,
      node: process.version,
    },
  };
}

/** Writes figures with what they were measured on, as JSON for programs and as Markdown for people. */
export async function writeMeasurement({ name, claim, seed, figures }: Measurement): Promise<void> {
  const measurement = {
    claim,
    figures,
    seed,
    ...measuredOn(),
  };
  const { machine } = measurement;
  const rows = Object.entries(figures).map(([figure, value]) => `| ${figure} | ${value} |`);
  const lines = [
    `# ${name}`,
    '',
    claim,
    '',
    '| figure | value |',
    '|---|---|',
    ...rows,
    '',
    `Measured ${measurement.measuredAt} at commit ${measurement.commit}${seed === null ? '' : `, seed ${seed}`}, on ` +
      `${machine.cores} × ${machine.cpu}, ${machine.memoryInMebibytes} MiB, ${machine.system}, Node ${machine.node}; ` +
      `load average ${machine.loadAverage.toFixed(1)}.`,
    '',
  ];
  await mkdir(measurementsFolder, { recursive: true });
  await writeFile(join(measurementsFolder, `${name}.json`), `${JSON.stringify(measurement, undefined, 2)}\n`);
  await writeFile(join(measurementsFolder, `${name}.md`), lines.join('\n'));
}
