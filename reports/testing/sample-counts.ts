import type { JournalEvent } from '../record/journal/journal.ts';
import type { CountersRecord } from '../record/schema/record.ts';
import { seriesId } from '../record/views/series.ts';
import { boot, experiment, id, series } from './sample-events.ts';

const TCP = 'studio-15/tcp';
const SENDING = 'iperf sending';

/** As a computer with KVM leaves them: two arms of exercise 6 over two boots each, with what KVM counted. */
export function countedEvents(): JournalEvent[] {
  const counters = (exits: CountersRecord['exits'], mebibytes: number, packets: number) => ({
    exits,
    mebibytes,
    packets,
  });
  const virtio = (more: number) =>
    counters({ exits: 7500 + more, halt_exits: 4000, io_exits: 900, insn_emulation: 2600, mmio_exits: 0 }, 25, 2500);
  const e1000 = (more: number) =>
    counters({ exits: 180_000 + more, mmio_exits: 120_000, irq_exits: 30_000, io_exits: 900 }, 20, 15_000);
  const boots = ['virtio#8', 'virtio#9', 'e1000#8', 'e1000#9'];
  const tcp = {
    id: TCP,
    exercise: 6,
    unit: 'Mbit/s',
    arms: {
      'virtio-net': { boots: boots.slice(0, 2), workloads: [SENDING] },
      e1000: { boots: boots.slice(2), workloads: [SENDING] },
    },
    workloads: [SENDING, 'iperf receiving'],
  };
  return [
    ...boots.flatMap((name) => {
      const [machine = '', number] = name.split('#');
      return boot(machine, Number(number), [], 'kvm');
    }),
    ...experiment(tcp),
    ...series(tcp, 'virtio-net', SENDING, boots.slice(0, 2), [100, 104], [virtio(0), virtio(500)]),
    ...series(tcp, 'e1000', SENDING, boots.slice(2), [80, 82], [e1000(0), e1000(4000)]),
    {
      type: 'finding',
      exercise: id(6),
      finding: { kind: 'exits', series: COUNTED },
    },
  ];
}

/** The series of those arms. */
export const COUNTED = ['virtio-net', 'e1000'].map((arm) => seriesId(TCP, arm, SENDING));
