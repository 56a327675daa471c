import type { RunRecord, SeriesRecord } from '../record/schema/record.ts';
import { seriesById } from '../record/views/by-id.ts';
import { type CpuTimes, cpuTimes } from '../record/views/cpu-times.ts';
import type { Grid } from '../wording/grid.ts';
import { labelsOf } from '../wording/labels.ts';
import { factor, number } from '../wording/numbers.ts';
import { inline } from '../wording/text.ts';
import { grid, prose } from './markdown.ts';

const PER = { MiB: 'for each MiB', second: 'in each second' } as const;

/** What CPU time some series took for each MiB, all and by thread, beside each other; or why nothing is known of it. */
export function cpuGrid(record: RunRecord, ids: readonly string[]): { caption: string; grid?: Grid } {
  const { timed, kinds, common, labels, none } = lookUp(record, ids);
  if (none !== undefined) return { caption: none };
  const rows = [
    [{ text: 'all', as: 'strong' } as const, ...timed.map(({ times }) => millis(times.all))],
    ...kinds.map((kind) => [kind, ...timed.map(({ times }) => millis(ofKind(times, kind)))]),
  ];
  const times = timesIn(timed);
  const compared = times === undefined ? '' : `; ${labels[1]} takes ${times} x what ${labels[0]} takes`;
  const of = common === '' ? '' : `${common}: `;
  return {
    caption: `${of}CPU time ${PER[perOf(timed)]} (median over boots)${compared}.`,
    grid: { head: ['CPU time', ...labels], rows, numbers: true },
  };
}

/** What the rows of such tables mean. */
export const CPU_MEANING =
  'Whose CPU time it is: vCPUs run the guest, and QEMU’s devices where the guest waits for them; the main loop is QEMU’s own, vhost the ' +
  'kernel’s worker, which carries packets in QEMU’s place; natively there is the tool alone.';

/** The same in Markdown. */
export function cpuText(record: RunRecord, ids: readonly string[]): string {
  const { caption, grid: table } = cpuGrid(record, ids);
  return [prose(caption), ...(table === undefined ? [] : [grid(table)])].join('\n\n');
}

/**
 * The same for a terminal: `CPU time for each MiB, iperf sending: virtio-net on tap 2.1 ms, e1000 on tap 31 ms (15 x)`,
 * then for each arm its threads.
 */
export function cpuLines(record: RunRecord, ids: readonly string[]): string[] {
  const { timed, common, labels, none } = lookUp(record, ids);
  if (none !== undefined) return [none];
  const told = timed.map(({ times }, index) => `${labels[index]} ${millis(times.all)}`);
  const times = timesIn(timed);
  const of = common === '' ? '' : `, ${common}`;
  return [
    `CPU time ${PER[perOf(timed)]}${of}: ${told.join(', ')}${times === undefined ? '' : ` (${times} x)`}`,
    ...timed.map(({ times: { threads } }, index) => {
      const parts = threads.map(([kind, seconds]) => `${inline(kind)} ${millis(seconds)}`);
      return `  ${labels[index]}: ${parts.join(', ') || 'not told apart by thread'}`;
    }),
  ];
}

export interface Timed {
  readonly series: SeriesRecord;
  readonly times: CpuTimes;
}

/** The series of which it is known, all by the same measure: what is told by the MiB and by the second does not compare. */
export function timedIn(record: RunRecord, ids: readonly string[]): readonly Timed[] {
  const all = ids.flatMap((id): Timed[] => {
    const series = seriesById(record, id);
    const times = series && cpuTimes(record, series);
    return series === undefined || times === undefined ? [] : [{ series, times }];
  });
  const first = all.some(({ times: { per } }) => per === 'MiB') ? 'MiB' : 'second';
  return all.filter(({ times }) => times.per === first);
}

function lookUp(record: RunRecord, ids: readonly string[]) {
  const timed = timedIn(record, ids);
  const kinds = [...new Set(timed.flatMap(({ times }) => times.threads.map(([kind]) => kind)))];
  const { common, labels } = labelsOf(timed.map(({ series }) => series));
  const none =
    timed.length > 0
      ? undefined
      : 'No CPU time was counted: none of these was measured, or their threads could not be read.';
  return { timed, kinds, common, labels, none };
}

const perOf = ([first]: readonly Timed[]) => first?.times.per ?? 'MiB';

/** How many times the CPU time of the first arm the second takes, where there are two. */
function timesIn([one, other, ...more]: readonly Timed[]): string | undefined {
  if (more.length > 0 || one === undefined || other === undefined || one.times.all === 0) return undefined;
  return factor(other.times.all / one.times.all);
}

const ofKind = ({ threads }: CpuTimes, kind: string) => threads.find(([name]) => name === kind)?.[1] ?? 0;

/** `2.1 ms`, `0.043 ms`: one unit, so that arms compare at a look. */
const millis = (seconds: number): string => `${number(seconds * 1000)} ms`;
