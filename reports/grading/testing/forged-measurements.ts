// For tests: numbers and machines that were never measured, each with the check that must find them.
import { RECORD } from '../regrade/submission.ts';
import { type Forger, type Forgery, isOf, retold, valued } from './forger.ts';

const FIO = 'raw/0001-fio-read-studio-15-virtio-1.txt';
const NATIVE = 'raw/0013-fio-read-native-1.txt';
const IPERF = 'raw/0005-iperf-sending-studio-15-virtio-1.txt';
const console = (boot: string, file = 'console.txt') => `consoles/studio-15/${boot}/${file}`;

/** Digests are made anew in all of them but the first. */
export const MEASUREMENTS: Forgery[] = [
  {
    what: 'a file changed after the hand-in',
    forge: (forger) => forger.replace(FIO, /run=\d+-\d+msec/, 'run=9-9msec').files,
    check: 'digest',
    where: /0001-fio-read/,
    file: /manifest/,
  },
  {
    what: 'a number in the record',
    forge: (forger) => valued(forger, FIO, 999).sealed(),
    check: 'raw output',
    where: /^bandwidth of .*virtio-net, fio read, block 1, boot 1/,
    file: /0001-fio-read/,
  },
  {
    what: 'the record alone, beside its journal',
    forge: (forger) => forger.replace(RECORD, '"cpus": 2', '"cpus": 64').sealed(),
    check: 'journal',
    where: /^testbed\.fingerprint\.cpus$/,
    file: /journal/,
  },
  {
    what: 'a number in the raw output',
    forge: (forger) => forger.replace(NATIVE, /run=\d+-\d+msec/, 'run=9-9msec').sealed(),
    check: 'raw output',
    where: /native, fio read/,
    file: /0013-fio-read-native-1/,
  },
  {
    what: 'a number in raw output, journal and record alike',
    forge: (forger) => faster(forger, [IPERF]).sealed(),
    check: 'console',
    where: /output of iperf/,
    file: /virtio-1\/console\.txt/,
  },
  {
    what: 'the same on the console too, but not in its replay',
    forge: (forger) => faster(forger, [IPERF, console('virtio-1')]).sealed(),
    check: 'console',
    where: /console of studio-15\/virtio#1/,
    file: /virtio-1\/console\.txt/,
  },
  {
    what: 'another command than the workload runs',
    forge: (forger) =>
      retold(forger.replace(NATIVE, '--size=16M', '--size=1M'), NATIVE, ({ commands: { tool = '' } }) => ({
        commands: { tool: tool.replace('16M', '1M') },
      })).sealed(),
    check: 'raw output',
    where: /^command of .*native, fio read/,
    file: /0013/,
  },
  {
    what: 'a command line in the record',
    forge: (forger) => argv(forger, '512M', '4096M').sealed(),
    check: 'console',
    where: /command line of studio-15\/virtio#1/,
    file: /virtio-1\/console\.cast/,
  },
  {
    what: 'a command line in the record and in the replay',
    forge: (forger) =>
      argv(forger, '512M', '4096M').replace(console('virtio-1', 'console.cast'), '-m 512M', '-m 4096M').sealed(),
    check: 'machine',
    where: /command line of studio-15\/virtio#1/,
    file: /record/,
  },
  {
    what: 'a machine that is called an accelerated one',
    forge: (forger) =>
      forger.change('machine', (event) => ({ ...event, machine: { ...event.machine, accelerator: 'kvm' } })).sealed(),
    check: 'machine',
    where: /command line of studio-15\/virtio#1/,
    file: /record/,
  },
  {
    what: 'consoles of two machines swapped',
    forge: (forger) =>
      forger
        .swap(console('virtio-1'), console('e1000-2'))
        .swap(console('virtio-1', 'console.cast'), console('e1000-2', 'console.cast'))
        .sealed(),
    check: 'machine',
    where: /evidence of e1000 in studio-15\/e1000#2/,
    file: /e1000-2\/console\.txt/,
  },
  {
    what: 'a run taken out of record and journal',
    forge: (forger) => without(forger, IPERF).sealed(),
    check: 'raw output',
    where: /0005-iperf-sending/,
    file: /0005/,
  },
  {
    what: 'a run taken out with its raw output, and the rest numbered anew',
    forge: (forger) => renumbered(without(forger, IPERF)).sealed(),
    check: 'console',
    where: /runs of iperf -c 10\.0\.2\.2 -p 8080 -t 1 -f k on studio-15\/virtio#1/,
    file: /virtio-1\/console\.txt/,
  },
  {
    what: 'a native run taken out with its raw output',
    forge: (forger) => {
      const forged = without(forger, NATIVE);
      forged.files.delete(NATIVE);
      return forged.sealed();
    },
    check: 'raw output',
    where: /file number 13/,
    file: /raw/,
  },
  {
    what: 'VM exits that nobody counted',
    forge: (forger) =>
      forger
        .change('run', (event) => ({
          ...event,
          run: { ...event.run, readings: { ...event.run.readings, exits: 1, moved: 256 } },
        }))
        .sealed(),
    check: 'raw output',
    where: /^exits of /,
    file: /raw/,
  },
  {
    what: 'one run of a tool that stands for two',
    forge: (forger) => retold(forger, 'raw/0019-fio-read-native-2.txt', () => ({ raw: [NATIVE] })).sealed(),
    check: 'raw output',
    where: /0013-fio-read-native-1/,
    file: /0013/,
  },
];

/** Another throughput of iperf in record, journal and some of the files that show it. */
function faster(forger: Forger, paths: readonly string[]): Forger {
  const [plain = '', kilobits = ''] = /(\d+) Kbits\/sec/.exec(forger.text(IPERF)) ?? [];
  for (const path of paths) forger.replace(path, plain, `9${plain}`);
  return valued(forger, IPERF, Number(`9${kilobits}`) / 1000);
}

function argv(forger: Forger, from: string, to: string): Forger {
  return forger.change('machine', (event) =>
    event.machine.id === 'studio-15/virtio#1'
      ? { ...event, machine: { ...event.machine, argv: event.machine.argv.map((word) => (word === from ? to : word)) } }
      : event,
  );
}

function without(forger: Forger, raw: string): Forger {
  return forger.retell((event) => (isOf(raw, event) ? undefined : event));
}

function renumbered(forger: Forger): Forger {
  forger.files.delete(IPERF);
  const renamed = (path: string) =>
    path.replace(/^raw\/(\d{4})/, (all, number) =>
      Number(number) > 5 ? `raw/${String(number - 1).padStart(4, '0')}` : all,
    );
  for (const [path, content] of [...forger.files].toSorted()) {
    forger.files.delete(path);
    forger.files.set(renamed(path), content);
  }
  return forger.change('run', (event) => ({ ...event, run: { ...event.run, raw: event.run.raw.map(renamed) } }));
}
