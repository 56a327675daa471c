import type { RunRecord } from '../record/schema/record.ts';
import type { History } from '../trends/history.ts';
import { pointsOf } from '../trends/store.ts';

interface Course {
  readonly runs?: number;
  /** What the first series of the record was at each run, as a share of what it is in the record. */
  readonly share?: (run: number) => number;
}

/** For tests alone: a run a day before the record's own, QEMU the newer one from the middle on. */
export function sampleHistory(record: RunRecord, { runs = 24, share = () => 1 }: Course = {}): History {
  const own = pointsOf(record);
  const points = own.flatMap((point, index) =>
    Array.from({ length: runs }, (_, run) => {
      const times = (index === 0 ? share(run) : 1) * (1 + ((run * 7) % 5) / 200);
      const at = new Date(Date.parse(record.startedAt) - (runs - 1 - run) * 86_400_000).toISOString();
      const { value, min, max } = point;
      return {
        ...{
          ...point,
          run: run === runs - 1 ? record.id : `run-${run}`,
          at,
          qemu: run < runs / 2 ? '7.2.22' : '10.0.2',
        },
        ...{ value: value * times, min: min * times, max: max * times },
      };
    }),
  );
  return { schema: 'virtio-studio/history', version: 1, run: record.id, computer: own[0]?.computer ?? '', points };
}
