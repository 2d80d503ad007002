import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = join(root, 'docs/measurements');

export type Measurement = {
  /** The file's name: `upload-memory`. */
  name: string;
  /** What is claimed, as a sentence. */
  claim: string;
  seed: number | null;
  /** Units in the names. */
  figures: Record<string, number>;
};

/** Writes figures with what they were measured on, as JSON for programs and as Markdown for people. */
export async function writeMeasurement({ name, claim, seed, figures }: Measurement): Promise<void> {
  const measurement = {
    claim,
    figures,
    seed,
    commit: execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
    measuredAt: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: cpus().length,
      memoryInMebibytes: Math.round(totalmem() / 1024 ** 2),
      system: `${process.platform} ${release()}`,
      node: process.version,
    },
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
      `${machine.cores} × ${machine.cpu}, ${machine.memoryInMebibytes} MiB, ${machine.system}, Node ${machine.node}.`,
    '',
  ];
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(measurement, undefined, 2)}\n`);
  await writeFile(join(folder, `${name}.md`), lines.join('\n'));
}
