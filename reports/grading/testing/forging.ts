// The forgeries of forged-runs.ts that take more than a line.
import type { JournalEvent } from '../../record/journal/journal.ts';
import { type Forger, isOf } from './forger.ts';

const E1000 = 'raw/0007-iperf-sending-studio-15-e1000-1.txt';
export const consoleOf = (boot: string) => `consoles/studio-15/${boot}/console.txt`;
export const castOf = (boot: string) => `consoles/studio-15/${boot}/console.cast`;
const mentions = (event: JournalEvent, text: string) => JSON.stringify(event).includes(text);

export function onlyPassed(forger: Forger): Forger {
  for (const path of [...forger.files.keys()]) if (/^(?:raw|consoles)\//.test(path)) forger.files.delete(path);
  const kept = ['run begun', 'asked', 'settings', 'testbed', 'exercise', 'test', 'exercise ended', 'ended'];
  return forger.retell((event) => {
    if (!kept.includes(event.type)) return undefined;
    return event.type === 'test'
      ? { ...event, test: { name: event.test.name, state: 'passed', errors: [], seconds: 1 } }
      : event;
  });
}

export function withoutMachines(forger: Forger): Forger {
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

export function underKvm(forger: Forger): Forger {
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
export function lost(forger: Forger): Forger {
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

export function renumbered(forger: Forger): Forger {
  const gone = 'studio-15/e1000#2';
  return forger.retell((event) => (mentions(event, `"${gone}"`) && event.type !== 'begun' ? undefined : event));
}

/** What iperf tells, in record, journal, raw file, console and replay; a digit more, and nothing else of its line. */
export function faster(forger: Forger): Forger {
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
export function later(forger: Forger, seconds: number): Forger {
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
