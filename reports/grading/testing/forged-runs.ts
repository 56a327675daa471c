// For tests: points for nothing. Runs that were never performed, or not as they are told, each with the check that must find it.
import type { JournalEvent } from '../../record/journal/journal.ts';
import { type Forger, type Forgery, isOf } from './forger.ts';

const E1000 = 'raw/0007-iperf-sending-studio-15-e1000-1.txt';
const consoleOf = (boot: string) => `consoles/studio-15/${boot}/console.txt`;
const castOf = (boot: string) => `consoles/studio-15/${boot}/console.cast`;
const mentions = (event: JournalEvent, text: string) => JSON.stringify(event).includes(text);

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
        .retell((event) =>
          event.type === 'test' && event.exercise === 'studio-15/1'
            ? { ...event, test: { ...event.test, state: 'passed' } }
            : event,
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
        .retell((event) =>
          event.type === 'machine' && event.machine.id === 'studio-15/e1000#1'
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
    what: 'an experiment that no exercise performs',
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
        .retell((event) =>
          event.type === 'asked' ? { ...event, files: event.files.filter((file) => !file.includes('/6-')) } : event,
        )
        .sealed(),
    check: 'exercise',
    where: /studio-15\/6/,
    file: /journal/,
  },
];

function onlyPassed(forger: Forger): Forger {
  for (const path of [...forger.files.keys()]) if (/^(?:raw|consoles)\//.test(path)) forger.files.delete(path);
  const kept = ['run begun', 'asked', 'settings', 'testbed', 'exercise', 'test', 'exercise ended', 'ended'];
  return forger.retell((event) => {
    if (!kept.includes(event.type)) return undefined;
    return event.type === 'test'
      ? { ...event, test: { name: event.test.name, state: 'passed', errors: [], seconds: 1 } }
      : event;
  });
}

function withoutMachines(forger: Forger): Forger {
  for (const path of [...forger.files.keys()]) if (path.startsWith('consoles/')) forger.files.delete(path);
  const ids = new Map<string, string>();
  const native = (id: string) => {
    if (!id.includes('/')) return id;
    ids.set(id, ids.get(id) ?? `native#${100 + ids.size}`);
    return ids.get(id) ?? id;
  };
  return forger.retell((event) => {
    if (['machine', 'booted', 'watchdog', 'pinned', 'evidence', 'machine ended'].includes(event.type)) return undefined;
    if (event.type === 'unit')
      return { ...event, unit: { ...event.unit, id: native(event.unit.id), machines: [], proofs: [] } };
    return event.type === 'run' ? { ...event, run: { ...event.run, unit: native(event.run.unit) } } : event;
  });
}

function underKvm(forger: Forger): Forger {
  const kvm = (text: string) => text.replaceAll('-accel tcg,thread=multi -cpu qemu64', '-accel kvm -cpu host');
  for (const path of forger.files.keys()) if (path.endsWith('console.cast')) forger.edit(path, kvm);
  return forger.retell((event) => {
    if (event.type === 'settings') return { ...event, settings: { ...event.settings, LAB_ACCEL: 'kvm' } };
    if (event.type === 'testbed') {
      const abilities = { ...event.testbed.abilities, kvm: { works: true, why: 'it works' } };
      return { ...event, testbed: { ...event.testbed, abilities } };
    }
    if (event.type !== 'machine') return event;
    const argv = event.machine.argv.map((word) => (word.startsWith('tcg') ? 'kvm' : word === 'qemu64' ? 'host' : word));
    return { ...event, machine: { ...event.machine, accelerator: 'kvm', argv } };
  });
}

/** The block's first boot, and the block begun again, in which that boot is not. */
function lost(forger: Forger): Forger {
  const [block, unit] = ['block', 'machine ended'];
  let begun: JournalEvent | undefined;
  return forger.insert((event) => {
    if (event.type === block) begun = event;
    if (event.type !== unit || begun === undefined) return [event];
    const again = begun;
    begun = undefined;
    return [event, { type: 'lost', unit: 'studio-15/virtio#1', why: 'it hung' }, again];
  });
}

function renumbered(forger: Forger): Forger {
  const gone = 'studio-15/e1000#2';
  return forger.retell((event) => (mentions(event, `"${gone}"`) && event.type !== 'begun' ? undefined : event));
}

/** What iperf tells, in record, journal, raw file, console and replay; a digit more, and nothing else of its line. */
function faster(forger: Forger): Forger {
  const [plain = '', kilobits = ''] = /(\d+) Kbits\/sec/.exec(forger.text(E1000)) ?? [];
  for (const path of [E1000, consoleOf('e1000-1'), castOf('e1000-1')]) forger.replace(path, plain, `1${plain}`);
  return forger.retell((event) =>
    isOf(E1000, event)
      ? {
          ...event,
          run: { ...event.run, readings: { ...event.run.readings, throughput: Number(`1${kilobits}`) / 1000 } },
        }
      : event,
  );
}

/** Every time of record, journal, replays and the run's id. */
function later(forger: Forger, seconds: number): Forger {
  const moved = (text: string) =>
    text
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (time) =>
        new Date(Date.parse(time) - seconds * 1000).toISOString(),
      )
      .replaceAll(/(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)(Z-[0-9a-f]{6})/g, (_, day, hour, minute, second, rest) => {
        const time = new Date(Date.parse(`${day}${hour}:${minute}:${second}Z`) - seconds * 1000);
        return `${time.toISOString().slice(0, 19).replaceAll(':', '-')}${rest}`;
      });
  for (const path of [...forger.files.keys()]) {
    if (path.endsWith('console.cast'))
      forger.edit(path, (text) =>
        text.replace(/"timestamp":(\d+)/, (_, time) => `"timestamp":${Number(time) - seconds}`),
      );
    if (/^(?:journal\.jsonl|record\.json|answers\.md)$/.test(path)) forger.edit(path, moved);
  }
  return forger;
}
