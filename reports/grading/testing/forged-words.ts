// For tests: changes of one thing each, with the sentence that a grader reads of it.
import type { EventOf, JournalEvent } from '../../record/journal/journal.ts';
import { type Forger, isOf, retold } from './forger.ts';

export interface Worded {
  readonly what: string;
  readonly forge: (forger: Forger) => Forger;
  /** What is claimed, found, open or told; of the place, where that alone says what it is. */
  readonly says: RegExp;
}

const E1000 = 'studio-15/e1000#1';
const RAW = 'raw/0007-iperf-sending-studio-15-e1000-1.txt';
const consoleOf = (boot: string, kind: string) => `consoles/studio-15/${boot}/console.${kind}`;

export const WORDED: Worded[] = [
  {
    what: 'a replay that is gone',
    forge: (forger) => without(forger, consoleOf('e1000-1', 'cast')),
    says: /^no such file, or none$/,
  },
  {
    what: 'a flood of few characters',
    forge: (forger) =>
      forger.edit(
        consoleOf('e1000-1', 'txt'),
        (text) => `${text}[… 9 bytes left out here: the console was flooded …]\n`,
      ),
    says: /^\d+ characters: none is cut that has fewer than 2097152$/,
  },
  {
    what: 'what rests on a flood',
    forge: (forger) =>
      forger.edit(
        consoleOf('e1000-1', 'txt'),
        (text) => `${text}[… 9 bytes left out here: the console was flooded …]\n`,
      ),
    says: /^runs on studio-15\/e1000#1: its console was flooded, and the middle is gone$/,
  },
  {
    what: 'a machine of a native unit',
    forge: (forger) =>
      onUnit(forger, (unit) => (unit.id === 'native#2' ? { ...unit, machines: ['studio-15/virtio#1'] } : unit)),
    says: /^arm native has none there$/,
  },
  {
    what: 'a test that is not told',
    forge: (forger) => forger.retell((event) => (isTest(event, 'lsmod shows') ? undefined : event)),
    says: /^no such test$/,
  },
  {
    what: 'another sentence of a story',
    forge: (forger) =>
      forger.change('finding', (event) =>
        event.finding.kind === 'note' && event.finding.story
          ? { ...event, finding: { ...event.finding, text: 'SLIRP hides it.' } }
          : event,
      ),
    says: /^a sentence of the story slirp of studio-15\/6$/,
  },
  {
    what: 'a claim left out',
    forge: (forger) => forger.retell((event) => (event.type === 'claim' ? undefined : event)),
    says: /^no such claim$/,
  },
  {
    what: 'a claim of one’s own',
    forge: (forger) =>
      forger.insert((event) =>
        event.type === 'claim' ? [event, { ...event, claim: { ...event.claim, id: 'studio-15/6: mine' } }] : event,
      ),
    says: /^this checkout makes none$/,
  },
  {
    what: 'a file with a number that was never given',
    forge: (forger) => moved(forger, RAW, RAW.replace('0007', '0099')),
    says: /^the journal gave 36 numbers$/,
  },
  {
    what: 'a run of two files',
    forge: (forger) => retold(forger, RAW, ({ raw }) => ({ raw: [...raw, 'raw/0008-x.txt'] })),
    says: /^raw files of .*e1000, iperf sending/,
  },
  {
    what: 'a unit that is gone',
    forge: (forger) => forger.retell((event) => (event.type === 'unit' && event.unit.id === E1000 ? undefined : event)),
    says: /^block 1 of studio-15\/devices has other units than it should$/,
  },
  {
    what: 'an experiment that was not performed',
    forge: (forger) =>
      forger.retell((event) =>
        ['experiment', 'block', 'block ended', 'unit', 'run', 'left out', 'quiet'].includes(event.type)
          ? undefined
          : event,
      ),
    says: /^experiment studio-15\/devices was not performed$/,
  },
  {
    what: 'another host of a block',
    forge: (forger) => forger.retell((event) => (event.type === 'block' ? { ...event, host: 'mine' } : event)),
    says: /^host of block 1 of studio-15\/devices$/,
  },
  {
    what: 'a proof that does not hold',
    forge: (forger) =>
      onUnit(forger, (unit) =>
        unit.id === E1000 ? { ...unit, proofs: unit.proofs.map((one) => ({ ...one, agrees: false })) } : unit,
      ),
    says: /^proof of .* in studio-15\/e1000#1$/,
  },
  {
    what: 'a look that no console shows',
    forge: (forger) => {
      for (const kind of ['txt', 'cast'])
        forger.replace(consoleOf('e1000-1', kind), 'lsmod | grep virtio', 'lsmod | grep nothing');
      return forger;
    },
    says: /^no such command$/,
  },
  {
    what: 'a block begun again for nothing',
    forge: (forger) => forger.insert((event) => (event.type === 'block' ? [event, event] : event)),
    says: /^nothing that died$/,
  },
  {
    what: 'a version of a tool that nothing needs',
    forge: (forger) =>
      onUnit(forger, (unit) => (unit.tools ? { ...unit, tools: { ...unit.tools, sysbench: '1.0' } } : unit)),
    says: /^no workload needs it$/,
  },
  {
    what: 'a version that the report does not have',
    forge: (forger) =>
      onUnit(forger, (unit) => (unit.tools?.['fio'] ? { ...unit, tools: { ...unit.tools, fio: '3.99' } } : unit)),
    says: /^version of fio in /,
  },
  {
    what: 'a count that no probe has',
    forge: (forger) => counted(forger, { luck: 7 }),
    says: /^no probe counts it$/,
  },
  {
    what: 'CPU time that its threads do not make',
    forge: (forger) => counted(forger, { cpu: 9 }),
    says: /^threads that make 0\.\d+$/,
  },
  {
    what: 'VM exits under TCG',
    forge: (forger) => counted(forger, { exits: 7 }),
    says: /^studio-15\/e1000#1 ran under TCG, which makes none$/,
  },
  {
    what: 'packets that nobody counted',
    forge: (forger) => counted(forger, { packets: undefined }),
    says: /^studio-15\/e1000#1 tells of them when it is asked$/,
  },
  {
    what: 'a run after its machine had ended',
    forge: (forger) => {
      const ends = { type: 'machine ended', machine: E1000, ended: 'killed', because: 'so' } as const;
      return forger.insert((event) => (isOf(RAW, event) ? [ends, event] : event));
    },
    says: /^studio-15\/e1000#1 had ended at \d{4}-/,
  },
  {
    what: 'a note that the lab would have taken, left out',
    forge: (forger) =>
      forger.change('finding', (event) =>
        event.finding.kind === 'note' && event.finding.text.startsWith('By hand it is') ? undefined : event,
      ),
    says: /^no such note$/,
  },
  {
    what: 'an exercise that it was not asked for',
    forge: (forger) =>
      forger.change('asked', (event) => ({ ...event, files: event.files.filter((file) => !file.includes('/6-')) })),
    says: /^performed out of suites\/studio-15\/6-/,
  },
  {
    what: 'an end of the run an hour later',
    forge: (forger) =>
      forger.retell((event) => (event.type === 'ended' ? { ...event, at: hourAfter(event.at) } : event)),
    says: /^told of at \d{4}-/,
  },
];

const hourAfter = (time: string): string => new Date(Date.parse(time) + 3_600_000).toISOString();

const isTest = (event: JournalEvent, begins: string): boolean =>
  event.type === 'test' && event.test.name.startsWith(begins);

function without(forger: Forger, path: string): Forger {
  forger.files.delete(path);
  return forger;
}

type Unit = EventOf<'unit'>['unit'];

const onUnit = (forger: Forger, change: (unit: Unit) => Unit): Forger =>
  forger.retell((event) => (event.type === 'unit' ? { ...event, unit: change(event.unit) } : event));

function moved(forger: Forger, from: string, to: string): Forger {
  forger.files.set(to, Buffer.from(forger.text(from)));
  return without(
    retold(forger, from, () => ({ raw: [to] })),
    from,
  );
}

/** Changes what was counted in raw file, record and journal. */
function counted(forger: Forger, more: Readonly<Record<string, number | undefined>>): Forger {
  forger.edit(RAW, (text) =>
    text.replace(/(?<=^--- counted meanwhile\n).*/m, (json) => JSON.stringify({ ...JSON.parse(json), ...more })),
  );
  return retold(forger, RAW, ({ readings }) => ({
    readings: JSON.parse(JSON.stringify({ ...readings, ...more })),
  }));
}
