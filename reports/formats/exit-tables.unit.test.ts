import { expect, test } from 'vitest';
import { COSTS, costEvents } from '../testing/sample-costs.ts';
import { COUNTED, countedEvents } from '../testing/sample-counts.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import { colourless } from '../wording/text.ts';
import { answers } from './answers-markdown.ts';
import { exitsLegend, exitsLines, exitsText } from './exit-tables.ts';
import { table } from './table.ts';

const record = sampleRecord(...countedEvents());
const UNCOUNTED = ['studio-15/6/virtio-net/iperf', 'studio-15/6/e1000/iperf'];

test('a table of the kinds for each MiB and each packet', () => {
  expect(exitsText(record, COUNTED)).toMatchInlineSnapshot(`
    "iperf sending: VM exits that KVM counted while the tool ran (median over boots); for each MiB e1000 makes 29.4 x as many as virtio-net.

    | VM exits | virtio-net, per MiB | e1000, per MiB | virtio-net, per packet | e1000, per packet |
    | --- | ---: | ---: | ---: | ---: |
    | **all** | 310 | 9100 | 3.1 | 12.1 |
    | MMIO | 0 | 6000 | 0 | 8 |
    | host interrupts | 0 | 1500 | 0 | 2 |
    | idle | 160 | 0 | 1.6 | 0 |
    | I/O ports | 36 | 45 | 0.36 | 0.06 |
    | not told apart by KVM | 114 | 1555 | 1.14 | 2.07 |"
  `);
});

test('for the terminal, what each arm exits for, and how much of it KVM does not tell apart', () => {
  expect(exitsLines(record, COUNTED)).toMatchInlineSnapshot(`
    [
      "VM exits per MiB, iperf sending: virtio-net 310, e1000 9100 (29.4 x)",
      "  virtio-net: idle 160, I/O ports 36, not told apart by KVM 114",
      "  e1000: MMIO 6000, host interrupts 1500, I/O ports 45, not told apart by KVM 1555",
    ]
  `);
  const shown = table(record, { columns: 80, paint: colourless, report: 'x' });
  for (const line of exitsLines(record, COUNTED)) expect(shown.replaceAll(/\n {8}/g, ' ')).toContain(`\n    ${line}\n`);
});

test('one arm alone is compared with nothing, and a workload without packets has no column for them', () => {
  const single = structuredClone(record);
  for (const { samples } of single.series) for (const { counters } of samples) delete counters?.packets;
  const [one = ''] = COUNTED;
  expect(exitsText(single, [one])).not.toMatch(/packet| x as many/);
  expect(exitsLines(single, [one])).toEqual([
    'VM exits per MiB: iperf sending, virtio-net 310',
    '  iperf sending, virtio-net: idle 160, I/O ports 36, not told apart by KVM 114',
  ]);
});

test('a line for each kind that occurs says what it is, and what the rest may be', () => {
  expect(exitsLegend(record, COUNTED)).toMatchInlineSnapshot(`
    "A VM exit is a trap: the guest stops, and KVM goes on in its place. The kinds:

    - MMIO: the guest read or wrote a register of a device in memory space, and QEMU had to answer.
    - host interrupts: the testbed itself was interrupted while the guest ran.
    - idle: the guest’s CPU had nothing to do (HLT).
    - I/O ports: the guest used an I/O port; its serial console is at one.
    - not told apart by KVM: all the others, which its counters do not tell from one another. On x86-64 CPUID, model-specific registers, and register writes that KVM handles without QEMU (a virtio notification, the interrupt controller) are of that sort; how many there were of each is not known.

    A packet is what the guest’s driver counts: virtio-net counts up to 64 KiB as one where segmentation is offloaded, e1000 each segment of it. So compare the cards by the MiB."
  `);
});

test('the legend stands once in an exercise, however many tables it has', () => {
  const twice = structuredClone(record);
  for (const { findings } of twice.exercises)
    findings.push(...structuredClone(findings.filter(({ kind }) => kind === 'exits')));
  expect(answers(twice).split('A VM exit is a trap')).toHaveLength(2);
  expect(answers(twice).split(exitsText(record, COUNTED))).toHaveLength(3);
});

test('where none were counted, one line says why', () => {
  expect(exitsText(record, UNCOUNTED)).toBe('No VM exits were counted: TCG makes none.');
  expect(exitsLegend(record, UNCOUNTED)).toBe('');
  expect(exitsLines(record, UNCOUNTED)).toEqual(['No VM exits were counted: TCG makes none.']);
});

test('they stand in the answer of their exercise', () => {
  expect(answers(record)).toContain(`\n\n${exitsText(record, COUNTED)}\n\n`);
});

test('by the second and by the run where it is not known what was moved', () => {
  const pinged = sampleRecord(...costEvents());
  expect(exitsLines(pinged, COSTS.pings)).toEqual([
    'VM exits per second, pings: virtio-net on tap 100, e1000 on tap 400 (4.00 x)',
    'VM exits per run, pings: virtio-net on tap 1000, e1000 on tap 4000 (4.00 x)',
    '  virtio-net on tap: not told apart by KVM 100',
    '  e1000 on tap: not told apart by KVM 400',
  ]);
  expect(exitsText(pinged, COSTS.pings).split('\n')).toEqual([
    'pings: VM exits that KVM counted while the tool ran (median over boots); each second e1000 on tap makes 4.00 x as many as virtio-net on tap.',
    '',
    '| VM exits | virtio-net on tap, per second | e1000 on tap, per second | virtio-net on tap, per run | e1000 on tap, per run |',
    '| --- | ---: | ---: | ---: | ---: |',
    '| **all** | 100 | 400 | 1000 | 4000 |',
    '| not told apart by KVM | 100 | 400 | 1000 | 4000 |',
  ]);
});
