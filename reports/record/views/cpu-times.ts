import type { RunRecord, SeriesRecord } from '../schema/record.ts';
import type { Run } from '../schema/run.ts';
import { median, sum } from './median.ts';
import { runsOf } from './runs-of.ts';

/** CPU seconds that a series took, of all threads and of each kind of them; medians over the boots. */
export interface CpuTimes {
  /** `MiB` carried, or where it is not known what was moved `second`. */
  readonly per: 'MiB' | 'second';
  readonly all: number;
  /** By kind, the busiest first: vCPUs, main loop, vhost, tool. */
  readonly threads: readonly (readonly [kind: string, seconds: number])[];
}

/** Undefined where nobody measured it. */
export function cpuTimes(record: Pick<RunRecord, 'runs'>, series: SeriesRecord): CpuTimes | undefined {
  const { ofTargets, ofUnits } = runsOf(record, series);
  // Where a unit has several targets, its probes stand in a run of the unit.
  const timed = [...ofTargets, ...ofUnits].flatMap((run) => {
    const { cpu, moved } = run.readings;
    return typeof cpu === 'number'
      ? [
          {
            boot: run.unit,
            cpu,
            moved: typeof moved === 'number' ? moved : 0,
            seconds: run.seconds,
            kinds: kindsIn(run),
          },
        ]
      : [];
  });
  if (timed.length === 0) return undefined;
  const boots = [...Map.groupBy(timed, ({ boot }) => boot).values()];
  const per = timed.every(({ moved }) => moved > 0) ? 'MiB' : 'second';
  const rate = (of: (run: (typeof timed)[number]) => number) =>
    median(
      boots.map((runs) => sum(runs.map(of)) / sum(runs.map(({ moved, seconds }) => (per === 'MiB' ? moved : seconds)))),
    );
  const kinds = [...new Set(timed.flatMap((run) => [...run.kinds.keys()]))];
  const threads = kinds
    .map((kind) => [kind, rate((run) => run.kinds.get(kind) ?? 0)] as const)
    .filter(([, seconds]) => seconds > 0)
    .toSorted(([, one], [, other]) => other - one);
  return { per, all: rate(({ cpu }) => cpu), threads };
}

/** The threads that stand in one line of a report, all guests of a fleet together. */
const KINDS = [
  ['vCPU', 'vCPUs'],
  ['iothread', 'iothreads'],
  ['main loop', 'main loop'],
  ['vhost', 'vhost'],
  ['other threads', 'other threads'],
  ['tool', 'tool'],
] as const;

function kindsIn({ readings: { 'cpu by thread': reading } }: Run): ReadonlyMap<string, number> {
  const kinds = new Map<string, number>();
  const parts = typeof reading === 'object' && 'parts' in reading ? reading.parts : {};
  for (const [thread, seconds] of Object.entries(parts)) {
    const [, kind = thread] = KINDS.find(([word]) => ` ${thread} `.includes(` ${word} `)) ?? [];
    kinds.set(kind, (kinds.get(kind) ?? 0) + seconds);
  }
  return kinds;
}
