import { expect, test } from 'vitest';
import { COUNTED, countedEvents, sampleRecord } from '../sample-record.ts';
import { answers } from './answers.ts';
import { exitsLines, exitsText } from './exits.ts';
import { table } from './table.ts';
import { colourless } from './text.ts';

const record = sampleRecord(...countedEvents());
const UNCOUNTED = ['studio-15/6/virtio-net', 'studio-15/6/e1000'];

test('a table of the kinds for each MiB and each packet', () => {
  expect(exitsText(record, COUNTED)).toMatchInlineSnapshot(`
    "iperf sending: VM exits that KVM counted while the tool ran (median over boots); for each MiB e1000 makes 29.4 x as many as virtio-net.

    | VM exits | virtio-net, per MiB | e1000, per MiB | virtio-net, per packet | e1000, per packet |
    | --- | ---: | ---: | ---: | ---: |
    | **all** | 310 | 9100 | 3.1 | 12.1 |
    | device registers, in QEMU (MMIO) | 0 | 6000 | 0 | 8 |
    | the testbed's own interrupts | 0 | 1500 | 0 | 2 |
    | idle (HLT) | 160 | 0 | 1.6 | 0 |
    | I/O ports, the serial console among them | 36 | 45 | 0.36 | 0.06 |
    | other | 114 | 1555 | 1.14 | 2.07 |

    A packet is what the guest’s driver counts: virtio-net counts up to 64 KiB as one where segmentation is offloaded, e1000 each segment of it. So compare the cards by the MiB."
  `);
});

test('two lines for the terminal', () => {
  expect(exitsLines(record, COUNTED)).toMatchInlineSnapshot(`
    [
      "VM exits per MiB, iperf sending: virtio-net 310, e1000 9100 (29.4 x)",
      "  most often: virtio-net idle (160); e1000 MMIO (6000)",
    ]
  `);
  const shown = table(record, { columns: 80, paint: colourless, report: 'x' });
  for (const line of exitsLines(record, COUNTED)) expect(shown).toContain(`\n    ${line}\n`);
});

test('one arm alone is compared with nothing, and a workload without packets has no column for them', () => {
  const single = structuredClone(record);
  for (const { samples } of single.series) for (const { counters } of samples) delete counters?.packets;
  const [one = ''] = COUNTED;
  expect(exitsText(single, [one])).not.toMatch(/packet| x as many/);
  expect(exitsLines(single, [one])).toEqual([
    'VM exits per MiB: iperf sending, virtio-net 310',
    '  most often: iperf sending, virtio-net idle (160)',
  ]);
});

test('where none were counted, one line says why', () => {
  expect(exitsText(record, UNCOUNTED)).toBe('No VM exits were counted: TCG makes none.');
  expect(exitsLines(record, UNCOUNTED)).toEqual(['No VM exits were counted: TCG makes none.']);
});

test('they stand in the answer of their exercise', () => {
  expect(answers(record)).toContain(`\n\n${exitsText(record, COUNTED)}\n\n`);
});
