import { describe, expect, test } from 'vitest';
import { sampleUpgrade } from '../testing/sample-upgrade.ts';
import { inOrder } from '../wording/changes.ts';
import { attribution, correctionText, partsGrid, stacksGrid, upgradeSummary } from './upgrade-tables.ts';

const check = sampleUpgrade();
const [whole, ...parts] = check.effects;
const changes = inOrder(whole?.changes ?? []);

test('what is worse comes first, then what is not known', () => {
  expect(changes.map(({ name, outcome }) => [name, outcome])).toEqual([
    ['iperf sending, virtio-net', 'regression'],
    ['boot to login, virtio', 'regression'],
    ['fio read, NVMe', 'inconclusive'],
    ['fio randread, virtio-blk', 'improvement'],
    ['iperf sending, e1000', 'no change'],
  ]);
});

describe('in one line', () => {
  const withOutcome = (outcome: 'no change' | 'regression') => {
    const [first] = changes;
    if (first === undefined) throw new TypeError('the sample has changes');
    return { ...check, effects: [{ title: 'The whole change', changes: [{ ...first, outcome }], unjudged: [] }] };
  };

  test('a metric that one side did not measure is not known', () => {
    expect(upgradeSummary(check)).toBe('2 of 6 metrics are worse; 2 not known; 1 better; 1 unchanged');
  });

  test('one, and none', () => {
    expect(upgradeSummary(withOutcome('regression'))).toBe('1 of 1 metric is worse');
    expect(upgradeSummary(withOutcome('no change'))).toBe('none of 1 metric is worse; 1 unchanged');
  });
});

test('what differs between the stacks stands out', () => {
  expect(stacksGrid(check).rows.map((row) => [row[0], row[2], row[3]])).toEqual([
    ['QEMU', { text: '/opt/qemu-10.0/bin/qemu-system-x86_64', as: 'strong' }, 'another'],
    ['guest image', { text: 'debian-13 (9d7c52a01b44)', as: 'strong' }, 'another'],
    ['testbed', 'nested (debian-12-testbed, amd64)', 'the same'],
  ]);
});

describe('the cause of a change', () => {
  const causes = () => changes.map((change) => attribution(change, parts));

  test('is what does the same alone; nothing that did not move has one', () => {
    expect(causes()).toEqual([
      'the same with the guest image alone',
      'the same with QEMU alone',
      undefined,
      'the same with QEMU alone, and with the guest image alone',
      undefined,
    ]);
  });

  test('is none, or not known', () => {
    const [change] = changes;
    const [qemu, image] = parts;
    if (change === undefined || qemu === undefined || image === undefined) throw new TypeError('the sample has parts');
    expect(attribution(change, [qemu])).toBe('no part alone does it');
    expect(attribution(change, [qemu, { ...image, changes: [] }])).toBe('not known which part does it');
    expect(attribution(change, [])).toBeUndefined();
  });

  test('stands in a table beside the whole', () => {
    if (whole === undefined) throw new TypeError('the sample has effects');
    const { head, rows } = partsGrid(whole, parts);
    expect(head).toEqual(['', 'The whole change', 'QEMU alone', 'The guest image alone']);
    expect(rows[0]).toEqual([
      'iperf sending, virtio-net',
      'REGRESSION, 20 % less',
      'no change, 0.4 % more',
      'REGRESSION, 20 % less',
    ]);
  });
});

test('the correction is named, with the number of metrics', () => {
  expect(correctionText(check)).toContain('A change counts from 5.0 % on. Judged together: 5 metrics, corrected by');
});
