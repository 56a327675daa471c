import { judgeChanges } from '../../fixtures/statistics/changes.ts';
import { BANDWIDTH, type Metric, THROUGHPUT } from '../../fixtures/statistics/samples/metric.ts';
import type { Series } from '../../fixtures/statistics/samples/series.ts';
import { DELAY } from '../../fixtures/statistics/testing/metrics.ts';
import type { UpgradeCheck } from '../record/schema/upgrade-check.ts';
import { changeRecord } from '../wording/changes.ts';

/** For tests alone: a check of eight boots for each stack, as fixtures/upgrade leaves it. */
export function sampleUpgrade(): UpgradeCheck {
  const whole: Levels = {
    'iperf sending, e1000': [THROUGHPUT, 50, 50.4],
    'iperf sending, virtio-net': [THROUGHPUT, 100, 80],
    'boot to login, virtio': [DELAY, 4, 4.5],
    'fio read, NVMe': [BANDWIDTH, 410, 400, 0.3],
    'fio randread, virtio-blk': [BANDWIDTH, 50, 70],
  };
  return {
    ...{ schema: 'virtio-studio/upgrade-check', version: 1, outcome: 'regression', within: WITHIN },
    stacks: [
      { part: 'QEMU', before: '7.2.22 (/usr/bin/qemu-system-x86_64)', after: '/opt/qemu-10.0/bin/qemu-system-x86_64' },
      { part: 'guest image', before: 'debian-12 (61c3f4e8dce6)', after: 'debian-13 (9d7c52a01b44)' },
      { part: 'testbed', before: 'nested (debian-12-testbed, amd64)', after: 'nested (debian-12-testbed, amd64)' },
    ],
    effects: [
      { title: 'The whole change', changes: changes(whole), unjudged: ['studio-15/tcp/vmxnet3/iperf'] },
      {
        title: 'QEMU alone',
        changes: changes({ ...whole, 'iperf sending, virtio-net': [THROUGHPUT, 100, 100.4] }),
        unjudged: [],
      },
      {
        title: 'The guest image alone',
        changes: changes({ ...whole, 'boot to login, virtio': [DELAY, 4, 4.01] }),
        unjudged: [],
      },
    ],
  };
}

const WITHIN = 0.05;

type Levels = Readonly<Record<string, readonly [metric: Metric, before: number, after: number, spread?: number]>>;

function changes(levels: Levels): UpgradeCheck['effects'][number]['changes'] {
  const pairs = Object.entries(levels).map(([name, [metric, before, after, spread]]) => ({
    before: seriesAt(`${name}, before`, metric, before, spread),
    after: seriesAt(`${name}, after`, metric, after, spread),
  }));
  const names = Object.keys(levels);
  return judgeChanges(pairs, WITHIN).map((change, index) => changeRecord({ name: names[index] ?? '', change }));
}

/** Eight boots evenly around a level. */
function seriesAt(id: string, metric: Metric, level: number, spread = 0.02): Series {
  const values = Array.from({ length: 8 }, (_, index) => level * (1 + spread * ((2 * index) / 7 - 1)));
  return { id, label: id, metric, samples: values.map((value, index) => ({ value, boot: `${id}#${index}` })) };
}
