// For tests: a search for a throughput that was helped along, each with the check that must find it.
import type { EventOf, JournalEvent } from '../../record/journal/journal.ts';
import type { Reading } from '../../record/schema/run.ts';
import { FOUND } from '../../record/views/run-key.ts';
import { type Forger, type Forgery, retold } from './forger.ts';

type Readings = Readonly<Record<string, Reading>>;
type Told = EventOf<'run'>['run'];

const SEARCH = 'rfc-2544/throughput';
const IN_A_SEARCH = /rfc-2544\/throughput, virtio-net on tap, nuttcp DUT IN/;
const RAW = /^raw\/\d+-nuttcp-dut-in-rfc-2544-virtio-\d\.txt$/;

export const SEARCHES: Forgery[] = [
  {
    what: 'a bound that was shifted',
    forge: (forger) =>
      found(forger, ({ readings }) => ({ ...readings, 'PDR lower': 2 * Number(readings['PDR lower']) })),
    check: 'order',
    where: /^what was found at rfc-2544\/throughput/,
    file: /record\.json/,
  },
  {
    what: 'a bound and all that follows from it',
    forge: (forger) =>
      found(forger, ({ readings }) =>
        Object.fromEntries(
          Object.entries(readings).map(([name, value]) => [name, name.startsWith('PDR') ? 2 * Number(value) : value]),
        ),
      ),
    check: 'order',
    where: /^what was found at rfc-2544\/throughput/,
    file: /record\.json/,
  },
  {
    what: 'the last trial of a search that was left out',
    forge: (forger) => without(forger, lastTrial(forger)),
    check: 'order',
    where: IN_A_SEARCH,
    file: /record\.json/,
  },
  {
    what: 'a trial in the middle of a search that was left out, with those after it moved up',
    forge: (forger) => without(forger, middleTrial(forger), true),
    check: 'console',
    where: /nuttcp/,
    file: /console\.txt/,
  },
  {
    what: 'frames that arrived after all, wherever they are counted',
    forge: (forger) =>
      counted(forger, lossy(forger), (readings) => ({
        ...readings,
        'frames received': Number(readings['frames sent']),
        'frames lost': 0,
        'lost by layer': { parts: {} },
      })),
    check: 'counts',
    where: IN_A_SEARCH,
    file: RAW,
  },
  {
    what: 'fewer frames sent, wherever they are counted',
    forge: (forger) =>
      counted(forger, lossy(forger), (readings) => ({
        ...readings,
        'frames sent': Number(readings['frames received']),
        'frames lost': 0,
        'lost by layer': { parts: {} },
      })),
    check: 'counts',
    where: IN_A_SEARCH,
    file: RAW,
  },
  {
    what: 'shorter frames on the link, wherever they are counted',
    forge: (forger) => counted(forger, lossy(forger), (readings) => ({ ...readings, 'frame bytes': 9000 })),
    check: 'counts',
    where: IN_A_SEARCH,
    file: RAW,
  },
  {
    what: 'a trial at a lower load than the one that it is told of',
    forge: (forger) => {
      const { key, raw, commands } = lossy(forger);
      const [path = ''] = raw;
      const slower = (text: string) => text.replace(/ -R\d+ /, ' -R9 ');
      forger.edit(path, slower);
      return retold(forger, path, () => ({
        key,
        commands: Object.fromEntries(Object.entries(commands).map(([role, text]) => [role, slower(text)])),
      })).sealed();
    },
    check: 'raw output',
    where: IN_A_SEARCH,
    file: RAW,
  },
];

const runsOf = (forger: Forger): readonly Told[] => forger.record.runs.filter(isSearched);

const isSearched = ({ key }: Told) =>
  key.experiment === SEARCH && key.arm === 'virtio-net on tap' && key.workload === 'nuttcp DUT IN';

function picked(runs: readonly Told[], which: (run: Told) => boolean): Told {
  const run = runs.find(which);
  if (run === undefined) throw new Error('the honest run has no such trial');
  return run;
}

const lastTrial = (forger: Forger): Told => {
  const end = picked(runsOf(forger), ({ target }) => target === FOUND);
  return picked(runsOf(forger), ({ key }) => isBeside(key, end.key) && key.trial === end.key.trial - 1);
};

const middleTrial = (forger: Forger): Told => {
  const last = lastTrial(forger);
  return picked(runsOf(forger), ({ key }) => isBeside(key, last.key) && key.trial === Math.floor(last.key.trial / 2));
};

const lossy = (forger: Forger): Told =>
  picked(runsOf(forger), ({ target, readings }) => target !== FOUND && Number(readings['frames lost']) > 50);

/** Of one search. */
const isBeside = (one: Told['key'], other: Told['key']): boolean =>
  one.block === other.block && one.boot === other.boot && one.at['frame'] === other.at['frame'];

function found(forger: Forger, change: (run: Told) => Readings) {
  const { key } = picked(runsOf(forger), ({ target }) => target === FOUND);
  return forger
    .retell((event) =>
      event.type === 'run' && event.run.target === FOUND && isSearched(event.run) && isBeside(event.run.key, key)
        ? { ...event, run: { ...event.run, readings: change(event.run) } }
        : event,
    )
    .sealed();
}

function without(forger: Forger, gone: Told, closesUp = false) {
  for (const path of gone.raw) forger.files.delete(path);
  const moved = (event: JournalEvent): JournalEvent | undefined => {
    if (event.type !== 'run' || !isSearched(event.run) || !isBeside(event.run.key, gone.key)) return event;
    const { key } = event.run;
    if (key.trial === gone.key.trial) return undefined;
    if (!closesUp || key.trial < gone.key.trial) return event;
    return { ...event, run: { ...event.run, key: { ...key, trial: key.trial - 1 } } };
  };
  return forger.retell(moved).sealed();
}

/** In raw file, record and journal alike. */
export function counted(forger: Forger, { raw: [path = ''] }: Told, change: (readings: Readings) => Readings) {
  forger.edit(path, (text) =>
    text.replace(/(?<=^--- counted meanwhile\n).*/m, (json) => JSON.stringify(change(JSON.parse(json)))),
  );
  return retold(forger, path, ({ readings }) => ({ readings: change(readings) })).sealed();
}
