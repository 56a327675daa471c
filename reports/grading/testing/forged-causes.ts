// For tests: what the study's statements on CPUs and causes rest on, changed wherever it stands but on the guest's console.
import type { Reading } from '../../record/schema/run.ts';
import { counted } from './forged-searches.ts';
import type { Forger, Forgery } from './forger.ts';

const OF_THE_CARD = /virtio-net on tap, nuttcp DUT IN/;
const NATIVELY = /native, nuttcp DUT IN/;
const CONSOLE = { check: 'console', where: OF_THE_CARD, file: /console\.txt/ } as const;
const RAW = { check: 'counts', where: OF_THE_CARD, file: /^raw\// } as const;

type Changes = Readonly<Record<string, Reading>>;

const guests = (parts: Readonly<Record<string, number>>): Changes => ({ 'guest cpu by kind': { parts } });
/** With the sum that follows. */
const threads = (parts: Readonly<Record<string, number>>): Changes => ({
  cpu: Object.values(parts).reduce((sum, one) => sum + one, 0),
  'cpu by thread': { parts },
});

function changed(arm: string, changes: Changes): Forgery['forge'] {
  return (forger: Forger) => {
    const run = forger.record.runs.find(({ key, raw }) => key.arm === arm && raw.length > 0);
    if (run === undefined) throw new Error(`the honest run has none of ${arm}`);
    return counted(forger, run, (readings) => ({ ...readings, ...changes }));
  };
}

const ofTheCard = (changes: Changes) => changed('virtio-net on tap', changes);

export const CAUSES: Forgery[] = [
  { ...CONSOLE, what: 'fewer interrupts of a card', forge: ofTheCard({ interrupts: 1 }) },
  { ...CONSOLE, what: 'less CPU time that a guest saw', forge: ofTheCard({ 'guest cpu': 0.01 }) },
  { ...CONSOLE, what: 'CPU time of another kind', forge: ofTheCard(guests({ programs: 1 })) },
  { ...RAW, what: 'a guest’s counters natively', where: NATIVELY, forge: changed('native', { interrupts: 100 }) },
  {
    ...RAW,
    what: 'more time of a thread than there was',
    forge: ofTheCard(threads({ 'main loop': 200, 'vCPU 0': 1, 'vCPU 1': 1 })),
  },
  { ...RAW, what: 'a vCPU that is not there', forge: ofTheCard(threads({ 'main loop': 1, 'vCPU 0': 1, 'vCPU 7': 1 })) },
  { ...RAW, what: 'vCPUs that did nothing', forge: ofTheCard(threads({ 'main loop': 1, 'vCPU 0': 0, 'vCPU 1': 0 })) },
  { ...RAW, what: 'a worker of vhost where none is', forge: ofTheCard(threads({ 'vCPU 0': 1, vhost: 1 })) },
  { ...RAW, what: 'a thread that gave time back', forge: ofTheCard(threads({ 'vCPU 0': 3, 'main loop': -1 })) },
];
