import { firstMac } from '../../../fixtures/machines/declaration/spec.ts';
import { CPU_COUNT } from '../../../fixtures/subjects/boot-machine.ts';
import { typed } from '../../../fixtures/testbeds/processes/parent-death-guard.ts';
import { labelOf, type Own } from '../../record/schema/student.ts';
import { suiteOf } from '../../record/views/exercise-state.ts';
import { UNIT } from '../../record/views/run-key.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { isTurned } from '../evidence/command-line.ts';
import { consoleOf, guestLook, printed } from '../evidence/console-text.ts';
import { rawOf } from '../evidence/raw-output.ts';
import type { Grounds } from '../regrade/grounds.ts';
import { RECORD, type Remark, type Submission } from '../regrade/submission.ts';

/** What a witness shows of one of a student's own values. */
interface Sighting {
  readonly name: keyof Own;
  readonly witness: string;
  /** Undefined where the witness says nothing of it. */
  readonly found: string | undefined;
  readonly file: string;
}

/**
 * What the id gives for the suite, drawn anew (see fixtures/students/draw.ts), is what the record tells, and what
 * QEMU's command line, the guest and the tools themselves show.
 */
export function* checkStudent(grounds: Grounds): Generator<Remark> {
  const { submission, declared } = grounds;
  const { record } = submission;
  const id = record.settings['LAB_STUDENT'];
  if (record.student?.id !== id) yield at('the student', RECORD, record.student?.id, id);
  if (id === undefined) return;
  for (const suite of new Set(record.exercises.map(suiteOf))) {
    const drawn = declared.own.get(suite) ?? {};
    const told: Own = record.student?.own[suite] ?? {};
    const names = new Set([...Object.keys(drawn), ...Object.keys(told)]) as ReadonlySet<keyof Own>;
    for (const name of names)
      if (told[name] !== drawn[name])
        yield at(`${labelOf(name)} of ${id} in ${suite}`, RECORD, told[name], drawn[name]);
    yield* checkWitnesses(id, drawn, [...machineSightings(submission, suite), ...toolSightings(grounds, suite)]);
  }
}

/** Of many witnesses of one kind that say otherwise the first is named, with how many they are. */
function* checkWitnesses(id: string, drawn: Own, sightings: readonly Sighting[]): Generator<Remark> {
  const kinds = Map.groupBy(sightings, ({ name, witness }) => `${labelOf(name)} of ${id}, by ${witness}`);
  for (const [kind, all] of kinds) {
    const others = all.filter(({ name, found }) => drawn[name] !== undefined && found !== String(drawn[name]));
    const [first] = others;
    if (first === undefined) continue;
    yield at(`${kind} (${others.length} of ${all.length})`, first.file, drawn[first.name], first.found);
  }
}

function* machineSightings({ record, files }: Submission, suite: string): Generator<Sighting> {
  for (const machine of record.machines) {
    const { id, argv, transcript, bootSeconds } = machine;
    if (!id.startsWith(`${suite}/`)) continue;
    const line = { witness: 'QEMU’s command line', file: RECORD };
    yield { ...line, name: 'vcpus', found: argv[argv.indexOf('-smp') + 1] };
    const number =
      1 + Math.max(0, record.units.find(({ machines }) => machines.includes(id))?.machines.indexOf(id) ?? 0);
    // Further guests of a fleet have addresses that follow from the first one's.
    const drawn = (mac: string | undefined) => mac && firstMac(mac, number);
    const macs = macsOf(argv);
    yield* macs.map((mac): Sighting => ({ ...line, name: 'mac', found: drawn(mac) }));
    const console = consoleOf(files, machine);
    // One that never came to a shell has shown nothing.
    if (console.flooded || bootSeconds === undefined) continue;
    const guest = { witness: 'the guest', file: transcript };
    const [count] = console.outputsOf(typed(CPU_COUNT)).map(printed);
    yield { ...guest, name: 'vcpus', found: count?.trim() };
    const shown = guestLook(console)?.nics.map(({ mac }) => mac) ?? [];
    yield* macs.map((_, index): Sighting => ({ ...guest, name: 'mac', found: drawn(shown[index]) }));
  }
}

const macsOf = (argv: readonly string[]): string[] =>
  argv.flatMap((word, index) => (argv[index - 1] === '-device' ? (/,mac=([0-9a-f:]{17})/.exec(word)?.[1] ?? []) : []));

/** The option by which a tool is given one of the values, in a command line and in what the tool tells of it. */
const OPTIONS = [
  { tool: 'fio', name: 'blockSize', option: / --bs=(\S+)/ },
  { tool: 'sysbench files', name: 'blockSize', option: / --file-block-size=(\S+)/ },
  { tool: 'iperf', name: 'port', option: / -p (\d+)/ },
] as const;

function* toolSightings({ submission: { files }, replayed: { walked } }: Grounds, suite: string): Generator<Sighting> {
  for (const { experiment, taken } of walked.values()) {
    if (suiteOf(experiment) !== suite) continue;
    for (const { run, workload, machine } of taken) {
      if (run.target === UNIT) continue;
      const [raw = ''] = run.raw;
      const output = rawOf(workload, files.get(raw));
      const [role = ''] = Object.keys(output?.outputs ?? {});
      const command = output?.outputs[role]?.command ?? '';
      // A client outside calls a port that the testbed had free.
      if (machine && isTurned(workload, command, machine)) continue;
      const told = output && workload.told?.(output.outputs);
      for (const { tool, name, option } of OPTIONS) {
        if (!workload.name.startsWith(tool)) continue;
        yield { name, witness: `the command lines of ${tool}`, found: option.exec(command)?.[1], file: RECORD };
        yield { name, witness: `what ${tool} tells`, found: option.exec(told ?? '')?.[1], file: raw };
      }
    }
  }
}

const at = (where: string, file: string, claimed: unknown, found: unknown) =>
  discrepancy('student', { where, file }, claimed, found);
