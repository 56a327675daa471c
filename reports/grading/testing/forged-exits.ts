// For tests: VM exits that KVM did not count, each with the check that must find them.

import { answerPages } from '../../formats/answers-markdown.ts';
import type { Reading } from '../../record/schema/run.ts';
import { type Forger, type Forgery, retold } from './forger.ts';

/** Runs of iperf over tap with virtio-net. */
const RUN = /^raw\/\d+-iperf-sending-studio-15-virtio-tap-\d\.txt$/;
const PAGE = 'answers.md';

export const EXITS: Forgery[] = [
  {
    what: 'fewer VM exits in the record',
    forge: (forger) => told(forger, halved).sealed(),
    check: 'raw output',
    where: /^exits of studio-15\/devices, virtio-net on tap, iperf sending/,
    file: /raw\/\d+-iperf-sending/,
  },
  {
    what: 'MMIO that was none',
    forge: (forger) =>
      told(forger, (readings) => ({ ...readings, 'exits by kind': { parts: { mmio_exits: 9 } } })).sealed(),
    check: 'raw output',
    where: /^exits by kind of studio-15\/devices, virtio-net on tap/,
    file: /raw/,
  },
  {
    what: 'fewer VM exits wherever they are counted, but not in answers.md',
    forge: (forger) => counted(forger, halved).sealed(),
    check: 'answers',
    where: /in "6\. TCP over an emulated e1000"$/,
    file: /answers\.md/,
  },
  {
    what: 'fewer VM exits wherever they are counted, than there are of one kind',
    forge: (forger) => counted(forger, (readings) => ({ ...readings, exits: 1 })).sealed(),
    check: 'counts',
    where: /^exits of .*virtio-net on tap/,
    file: /raw/,
  },
  {
    what: 'VM exits in answers.md',
    forge: (forger) => forger.edit(PAGE, (text) => text.replace(/(\| \*\*all\*\* \| )[\d.]+/, '$11')).sealed(),
    check: 'answers',
    where: /in "6\. TCP over an emulated e1000"$/,
    file: /answers\.md/,
  },
  {
    what: 'no VM exits at all, wherever they are counted',
    forge: (forger) => counted(forger, ({ exits: _, 'exits by kind': __, ...readings }) => readings).sealed(),
    check: 'counts',
    where: /^exits of .*virtio-net on tap/,
    file: /raw/,
  },
  {
    what: 'more packets wherever they are told, but not by the guest',
    forge: (forger) => {
      const forged = counted(forger, (readings) => ({ ...readings, packets: Number(readings['packets']) * 2 }));
      for (const [name, text] of answerPages(forged.record)) forged.files.set(name, Buffer.from(text));
      return forged.sealed();
    },
    check: 'console',
    where: /^packets of raw\/\d+-iperf-sending-studio-15-virtio-tap-\d\.txt on studio-15\/virtio-tap#\d$/,
    file: /virtio-tap-\d\/console\.txt/,
  },
  {
    what: 'more MiB than the tool has moved',
    forge: (forger) => told(forger, (readings) => ({ ...readings, moved: Number(readings['moved']) * 10 })).sealed(),
    check: 'raw output',
    where: /^moved of .*virtio-net on tap/,
    file: /raw/,
  },
];

type Readings = Readonly<Record<string, Reading>>;
type Change = (readings: Readings) => Readings;

const halved: Change = (readings) => ({ ...readings, exits: Math.floor(Number(readings['exits']) / 2) });

/** As a lab tells it whose kernel or QEMU does not count VM exits. */
export function withoutExits(forger: Forger): Forger {
  const without: Change = ({ exits: _, 'exits by kind': __, ...readings }) => readings;
  return counted(
    forger,
    without,
    [...forger.files.keys()].filter((path) => path.startsWith('raw/')),
  );
}

/** An arm with all that belongs to it, told to have been left out. */
export const leftOut = (forger: Forger, arm: string, why: string): Forger => {
  const units = new Set(forger.record.units.flatMap((unit) => (unit.arm === arm ? [unit.id] : [])));
  let told = false;
  return forger.insert((event) => {
    if (event.type === 'run' && units.has(event.run.unit)) return [];
    if (event.type !== 'unit') return event;
    if (event.unit.arm !== arm) return event;
    if (told) return [];
    told = true;
    return { type: 'left out', experiment: event.unit.experiment, arm, why };
  });
};

const runsIn = (forger: Forger) => [...forger.files.keys()].filter((path) => RUN.test(path));

/** Changes readings in record and journal. */
function told(forger: Forger, change: Change, some = runsIn(forger)): Forger {
  for (const raw of some) retold(forger, raw, ({ readings }) => ({ readings: change(readings) }));
  return forger;
}

/** Changes them in the raw files too. */
function counted(forger: Forger, change: Change, all = runsIn(forger)): Forger {
  const some = all.filter((raw) => /^\{.*"exits"/m.test(forger.text(raw)));
  for (const raw of some)
    forger.files.set(
      raw,
      Buffer.from(
        forger
          .text(raw)
          .replace(/(?<=^--- counted meanwhile\n).*/m, (json) => JSON.stringify(change(JSON.parse(json)))),
      ),
    );
  return told(forger, change, some);
}
