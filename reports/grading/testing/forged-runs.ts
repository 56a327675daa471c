// For tests: points for nothing. Runs that were never performed, or not as they are told, each with the check that must
// find it.
import type { Forgery } from './forger.ts';
import {
  castOf,
  consoleOf,
  faster,
  later,
  lost,
  onlyPassed,
  renumbered,
  underKvm,
  withoutMachines,
} from './forging.ts';

export const RUNS: Forgery[] = [
  {
    what: 'nothing but tests that passed',
    forge: (forger) => onlyPassed(forger).sealed(),
    check: 'test',
    where: /lsmod shows virtio_blk and virtio_net/,
    file: /record/,
  },
  {
    what: 'tests that passed without what they looked at',
    forge: (forger) =>
      forger
        .retell((event) => (event.type === 'finding' && event.finding.kind === 'output' ? undefined : event))
        .sealed(),
    check: 'finding',
    where: /lsmod \| grep virtio of studio-15\/2/,
    file: /record/,
  },
  {
    what: 'names that nobody has written',
    forge: (forger) =>
      forger
        .change('test', (event) =>
          event.exercise === 'studio-15/1' ? { ...event, test: { ...event.test, state: 'passed' } } : event,
        )
        .sealed(),
    check: 'test',
    where: /the names of the team/,
    file: /record/,
  },
  {
    what: 'no virtual machine at all',
    forge: (forger) => withoutMachines(forger).sealed(),
    check: 'unit',
    where: /machines of native#100/,
    file: /record/,
  },
  {
    what: 'runs of two cards exchanged by their arms alone',
    forge: (forger) =>
      forger
        .retell((event) => {
          const swapped: Readonly<Record<string, string>> = { 'virtio-net': 'e1000', e1000: 'virtio-net' };
          if (event.type === 'unit')
            return { ...event, unit: { ...event.unit, arm: swapped[event.unit.arm] ?? event.unit.arm } };
          if (event.type !== 'run') return event;
          const { key } = event.run;
          return { ...event, run: { ...event.run, key: { ...key, arm: swapped[key.arm] ?? key.arm } } };
        })
        .sealed(),
    check: 'order',
    where: /units of block 1 of studio-15\/devices/,
    file: /record/,
  },
  {
    what: 'two units exchanged with all that belongs to them',
    forge: (forger) =>
      forger
        .retell((event) => {
          const swap = (id: string) =>
            id === 'studio-15/e1000#1'
              ? 'studio-15/e1000-tap#1'
              : id === 'studio-15/e1000-tap#1'
                ? 'studio-15/e1000#1'
                : id;
          if (event.type === 'unit')
            return { ...event, unit: { ...event.unit, machines: event.unit.machines.map(swap) } };
          return event;
        })
        .sealed(),
    check: 'unit',
    where: /machines of studio-15\/e1000/,
    file: /record/,
  },
  {
    what: 'one of two claims left out',
    forge: (forger) =>
      forger
        .retell((event) => (event.type === 'claim' && event.claim.id.endsWith('iperf-sending') ? undefined : event))
        .sealed(),
    check: 'claim',
    where: /^claim .*iperf-sending/,
    file: /record/,
  },
  {
    what: 'a machine under TCG that is called one under KVM everywhere',
    forge: (forger) => underKvm(forger).sealed(),
    check: 'counts',
    where: /^exits of .*virtio-net/,
    file: /raw/,
  },
  {
    what: 'a bad boot that is told to have been lost',
    forge: (forger) => lost(forger).sealed(),
    check: 'order',
    where: /^block 1 of studio-15\/devices/,
    file: /journal/,
  },
  {
    what: 'a boot left out, and the rest numbered anew',
    forge: (forger) => renumbered(forger).sealed(),
    check: 'order',
    where: /units of block 1/,
    file: /record/,
  },
  {
    what: 'a flood that was none',
    forge: (forger) =>
      forger
        .edit(consoleOf('e1000-1'), (text) => `${text}[… 99 bytes left out here: the console was flooded …]\n`)
        .sealed(),
    check: 'console',
    where: /console of studio-15\/e1000#1/,
    file: /e1000-1\/console\.txt/,
  },
  {
    what: 'an image of other people that nobody asked for',
    forge: (forger) => {
      const cut = (words: readonly string[]) =>
        words.filter((word, index) => word !== '-kernel' && words[index - 1] !== '-kernel');
      return forger
        .change('machine', (event) =>
          event.machine.id === 'studio-15/e1000#1'
            ? { ...event, machine: { ...event.machine, argv: cut(event.machine.argv) } }
            : event,
        )
        .edit(castOf('e1000-1'), (text) => text.replace(/-kernel \S+ /, ''))
        .sealed();
    },
    check: 'machine',
    where: /command line of studio-15\/e1000#1/,
    file: /record/,
  },
  {
    what: 'another rate in every place, with the KBytes and seconds of its line as they were',
    forge: (forger) => faster(forger).sealed(),
    check: 'raw output',
    where: /what the tool tells in .*e1000, iperf sending/,
    file: /0007/,
  },
  {
    what: 'a run of ten days ago, with the dates that its tools printed',
    forge: (forger) => later(forger, 10 * 86_400).sealed(),
    check: 'time',
    where: /^date in .*fio read/,
    file: /raw/,
  },
  {
    what: 'another number of boots, and no budget',
    forge: (forger) =>
      forger
        .retell((event) => {
          if (event.type !== 'experiment') return event;
          return { ...event, experiment: { ...event.experiment, boots: 1, budget: undefined } };
        })
        .sealed(),
    check: 'declaration',
    where: /experiment studio-15\/devices/,
    file: /record/,
  },
  {
    what: 'a block that is told to have lasted longer, so that none was added',
    forge: (forger) =>
      forger
        .retell((event) => (event.type === 'block ended' ? { ...event, seconds: event.seconds + 4000 } : event))
        .sealed(),
    check: 'time',
    where: /^how long block 1 of studio-15\/devices lasted/,
    file: /journal/,
  },
  {
    what: 'an exercise that the run was not asked for',
    forge: (forger) =>
      forger
        .change('asked', (event) => ({ ...event, files: event.files.filter((file) => !file.includes('/6-')) }))
        .sealed(),
    check: 'exercise',
    where: /studio-15\/6/,
    file: /journal/,
  },
];
