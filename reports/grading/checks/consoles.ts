import { typed } from '../../../fixtures/testbeds/processes/parent-death-guard.ts';
import { measuring, type Workload } from '../../../fixtures/workloads/workload.ts';
import type { MachineRecord } from '../../record/schema/record.ts';
import type { Run } from '../../record/schema/run.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { commandOn, isTurned } from '../evidence/command-line.ts';
import {
  type Cast,
  type ConsoleText,
  castOf,
  consoleOf,
  LEAST_FLOOD,
  shows,
  textOf,
  withoutBlanks,
} from '../evidence/console-text.ts';
import { rawOf } from '../evidence/raw-output.ts';
import { type Grounds, type Placed, placed, troubled, workloadsIn } from '../regrade/grounds.ts';
import { RECORD, type Remark, type Submission } from '../regrade/submission.ts';
import { checkCounters } from './console-counters.ts';

/** What each machine's console shows must be what the record and the raw output tell of it. */
export function* checkConsoles(grounds: Grounds): Generator<Remark> {
  const { record, files } = grounds.submission;
  for (const one of placed(grounds)) {
    const { machine } = one;
    const console = consoleOf(files, machine);
    const cast = castOf(files, machine);
    const kept = files.has(machine.transcript);
    if (!kept) yield at(machine.transcript, machine.id, 'a transcript', 'no such file');
    if (cast === undefined) yield at(machine.asciicast, machine.id, 'an asciicast', 'no such file, or none');
    if (!kept || cast === undefined) continue;
    yield* checkCast(machine, cast, console.text);
    if (console.flooded || cast.flooded) yield* checkFlood(one, console.text);
    else {
      yield* checkRuns(one, console, grounds.submission);
      yield* checkCounters(one, console, record);
    }
  }
  const known = new Set(
    record.machines.flatMap(({ transcript, asciicast, kernelLog }) => [transcript, asciicast, kernelLog]),
  );
  for (const path of files.keys()) {
    if (path.startsWith('consoles/') && !known.has(path))
      yield at(path, path, 'a console of no machine in the record', 'a file');
  }
}

/** The lab cuts nothing out before both ends of a file are whole. */
function* checkFlood({ machine, unit }: Placed, text: string): Generator<Remark> {
  const { id, transcript } = machine;
  if (text.length < LEAST_FLOOD)
    yield at(
      transcript,
      `console of ${id}`,
      'flooded, and its middle left out',
      `${text.length} characters: none is cut that has fewer than ${LEAST_FLOOD}`,
    );
  const of = unit === undefined ? [] : [{ experiment: unit.experiment, arm: unit.arm }];
  yield { open: `runs on ${id}: its console was flooded, and the middle is gone`, of };
}

function* checkCast(machine: MachineRecord, cast: Cast, text: string): Generator<Remark> {
  const { id, name, argv, startedAt, asciicast, transcript } = machine;
  if (cast.command !== typed(argv)) yield at(asciicast, `command line of ${id}`, typed(argv), cast.command);
  if (cast.title !== name) yield at(asciicast, `name of ${id}`, name, cast.title);
  if (Math.abs(cast.timestamp * 1000 - Date.parse(startedAt)) > HEADER * 1000)
    yield at(asciicast, `start of ${id}`, startedAt, new Date(cast.timestamp * 1000).toISOString());
  const [told, replayed] = [text, textOf(cast)].map(withoutBlanks);
  if (!cast.flooded && told !== replayed) yield at(transcript, `console of ${id}`, told, replayed);
}

/** Seconds: a replay's head has whole ones, and is written while QEMU starts. */
const HEADER = 10;

/** Each run of a workload on a console is told of by one run of the journal, and shows what its raw file has. */
function* checkRuns(one: Placed, console: ConsoleText, { files, record }: Submission): Generator<Remark> {
  const { machine, unit, experiment, counts } = one;
  const told = linesOf(one);
  const commands = new Set(told.map(({ command }) => command));
  if (experiment && unit && Object.hasOwn(experiment.arms, unit.arm))
    for (const workload of workloadsIn(experiment, unit)) commands.add(commandOn(workload, machine));
  for (const command of commands) {
    const outputs = console.outputsOf(one.enter + command);
    const own = told.filter((line) => line.command === command);
    const [first] = own;
    if (first?.workload !== undefined && isTurned(first.workload, command, machine)) {
      const of = unit === undefined ? [] : [{ experiment: unit.experiment, arm: unit.arm }];
      yield { open: `${command} on ${machine.id}: its client ran outside, where no console shows it`, of };
      continue;
    }
    // One that was cut off with its unit is on the console alone.
    const cutOff = !counts || troubled(record) ? 1 : 0;
    if (outputs.length < own.length || outputs.length > own.length + cutOff)
      yield at(machine.transcript, `runs of ${command} on ${machine.id}`, `${own.length}`, `${outputs.length}`);
    for (const [index, { run, role, workload }] of own.entries()) {
      const output = outputs[index];
      const stdout = (workload && rawOf(workload, files.get(run.raw[0] ?? ''))?.outputs[role]?.stdout) ?? '';
      if (output !== undefined && !shows(output, stdout))
        yield at(machine.transcript, `output of ${command} on ${machine.id}`, stdout, output.slice(0, stdout.length));
    }
  }
}

interface Line {
  readonly run: Run;
  readonly role: string;
  readonly command: string;
  readonly workload: Workload | undefined;
}

/** What the runs typed on their machine, in their order. */
const linesOf = ({ runs }: Placed): Line[] =>
  runs.flatMap(({ run, workload }) =>
    (workload === undefined ? [] : measuring(workload)).flatMap(({ name: role, on }) => {
      const command = run.commands[role];
      return command === undefined || on === 'hypervisor' ? [] : [{ run, role, command, workload }];
    }),
  );

const at = (file: string, where: string, claimed: unknown, found: unknown) =>
  discrepancy('console', { where, file: file || RECORD }, claimed, found);
