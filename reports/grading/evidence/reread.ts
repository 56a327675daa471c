import { isDeepStrictEqual } from 'node:util';
import { LabError } from '../../../fixtures/errors.ts';
import type { AnyExperiment } from '../../../fixtures/experiments/declaration/experiment.ts';
import { pooled } from '../../../fixtures/experiments/declaration/pooled.ts';
import { parseRaw, type Raw } from '../../../fixtures/workloads/raw.ts';
import { toolOutput, type Workload } from '../../../fixtures/workloads/workload.ts';
import type { MachineRecord } from '../../record/schema/record.ts';
import type { Reading, Run } from '../../record/schema/run.ts';
import { keyName, UNIT } from '../../record/views/run-key.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import type { Remark, Submission } from '../regrade/submission.ts';
import { performedBy } from './command-line.ts';
import { countedRemarks } from './counted.ts';
import { datedRemarks } from './dated.ts';
import { rawOf } from './raw-output.ts';

interface Of {
  readonly run: Run;
  readonly workload: Workload;
  readonly experiment: AnyExperiment;
  readonly machine: MachineRecord | undefined;
  /** Of the unit's targets, read anew already: what is of the unit as a whole is their sum. */
  readonly siblings: readonly Run[];
}

interface Reread {
  readonly run: Run;
  readonly remarks: readonly Remark[];
}

type Readings = Readonly<Record<string, Reading>>;

/** A run as its raw file has it; as it was told, where that cannot be read. */
export function reread(of: Of, { files, record }: Pick<Submission, 'files' | 'record'>): Reread {
  const { run, workload } = of;
  const remarks: Remark[] = [];
  const say = (where: string, claimed: unknown, found: unknown) => {
    remarks.push(discrepancy('raw output', { where, file: run.raw[0] ?? 'record.json' }, claimed, found));
  };
  const where = `${keyName(run.key)}${run.target === UNIT ? ', of the unit' : ''}`;
  const [path = ''] = run.raw;
  if (run.raw.length !== 1) say(`raw files of ${where}`, run.raw.length, 'one');
  const file = files.get(path);
  const raw = run.target === UNIT ? parseRaw(file?.toString('utf8') ?? '') : rawOf(workload, file);
  if (raw === undefined) {
    say(where, 'a run of a tool', 'no such file, or none that the lab writes');
    return { run, remarks };
  }
  if (run.target !== UNIT)
    for (const [place, claimed, found] of commandDifferences(of, raw)) say(`${place} of ${where}`, claimed, found);
  const read = readingsOf(of, raw);
  if (typeof read === 'string') {
    say(where, run.readings, read);
    return { run, remarks };
  }
  for (const name of new Set([...Object.keys(run.readings), ...Object.keys(read)]))
    if (!isDeepStrictEqual(run.readings[name], read[name])) say(`${name} of ${where}`, run.readings[name], read[name]);
  for (const sentence of run.target === UNIT ? [] : workload.consistent(raw.outputs))
    say(`what the tool tells in ${where}`, 'figures that agree with each other', sentence);
  for (const sentence of run.target === UNIT ? [] : (workload.contradicted?.(raw.outputs, raw.counted) ?? []))
    remarks.push(discrepancy('counts', { where, file: path }, 'what the tool tells', sentence));
  remarks.push(...countedRemarks(where, of, raw.counted, record));
  if (run.target !== UNIT) remarks.push(...datedRemarks(where, of, raw, record));
  return { run: { ...run, readings: read }, remarks };
}

function* commandDifferences({ run, workload, machine }: Of, { outputs }: Raw): Generator<[string, unknown, unknown]> {
  const roles = workload.roles.map(({ name }) => name);
  for (const name of new Set([...roles, ...Object.keys(run.commands), ...Object.keys(outputs)])) {
    const command = run.commands[name];
    const output = outputs[name];
    if (!roles.includes(name) || command === undefined) yield [`role ${name}`, command, `roles ${roles.join(', ')}`];
    else if (output !== undefined && output.command !== command) yield [`command of ${name}`, command, output.command];
  }
  const { command, seconds } = toolOutput(workload, outputs);
  if (seconds !== run.seconds) yield ['seconds', run.seconds, seconds];
  const performed = performedBy(workload, command, machine);
  if ('expected' in performed) yield ['command', command, performed.expected];
  const told = workload.told?.(outputs) ?? command;
  if (told !== command) yield ['command as the tool tells it', command, told];
}

function readingsOf({ workload, run, siblings }: Of, { outputs, counted }: Raw): Readings | string {
  if (run.target === UNIT) return { ...pooled(workload.metrics, siblings), ...counted };
  try {
    const read: Record<string, Reading> = {};
    for (const [name, value] of Object.entries(workload.parse(outputs))) if (value !== undefined) read[name] = value;
    return { ...read, ...counted };
  } catch (error) {
    return error instanceof LabError ? error.trouble.what : 'nothing that can be read';
  }
}
