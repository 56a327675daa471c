import type { RunRecord } from '../record/schema/record.ts';
import { seriesById } from '../record/views/by-id.ts';
import { type LostFrames, lostFrames } from '../record/views/lost-frames.ts';
import type { Grid } from '../wording/grid.ts';
import { labelsOf } from '../wording/labels.ts';
import { amount, counted, percent } from '../wording/numbers.ts';
import type { Finding } from './findings.ts';
import { grid, prose } from './markdown.ts';

interface Accounts {
  /** What all of them have in common: `nuttcp DUT IN, frame 64`. */
  readonly common: string;
  readonly rows: readonly (LostFrames & { readonly label: string })[];
}

/** Of the series whose frames were counted. */
export function accountsOf(record: RunRecord, ids: readonly string[]): Accounts {
  const all = ids.flatMap((id) => {
    const series = seriesById(record, id);
    const lost = series && lostFrames(record, series);
    return series === undefined || lost === undefined ? [] : [{ series, lost }];
  });
  const { common, labels } = labelsOf(all.map(({ series }) => series));
  return { common, rows: all.map(({ lost }, index) => ({ ...lost, label: labels[index] ?? '' })) };
}

/** A row each: frames that were sent, the share that was lost, and of each layer its share. */
export function lossesGrid({ rows }: Accounts): Grid {
  const layers = [...new Set(rows.flatMap((row) => row.layers.map(([layer]) => layer)))];
  return {
    head: ['', 'frames sent', 'lost', ...layers, 'in no account'],
    rows: rows.map(({ label, sent, lost, layers: own, open }) => [
      label,
      String(sent),
      share(lost, sent),
      ...layers.map((layer) => share(own.find(([name]) => name === layer)?.[1] ?? 0, sent)),
      String(open),
    ]),
    numbers: true,
  };
}

export const LOSSES_MEANING =
  'Frames are counted by both kernels, from the sender’s socket to the receiver’s. The sender’s link loses what QEMU, or vhost, ' +
  'did not take from it in time; the receiver’s socket what its program did not read in time.';

export function lossesText(record: RunRecord, ids: readonly string[]): string {
  const accounts = accountsOf(record, ids);
  if (accounts.rows.length === 0) return prose(NOBODY);
  const of = accounts.common === '' ? '' : `${accounts.common}: `;
  return [prose(`${of}where frames were lost, of all that were sent.`), grid(lossesGrid(accounts))].join('\n\n');
}

/** `frames lost, nuttcp DUT IN: native 34 % (receiver’s socket 34 %), …` */
export function lossLines(record: RunRecord, ids: readonly string[]): string[] {
  const { common, rows } = accountsOf(record, ids);
  if (rows.length === 0) return [NOBODY];
  return [
    `frames lost${common === '' ? '' : `, ${common}`}:`,
    ...rows.map(({ label, sent, lost, layers }) => {
      const where = layers.map(([layer, frames]) => `${layer} ${share(frames, sent)}`);
      return `  ${label}: ${share(lost, sent)}${where.length === 0 ? '' : ` (${where.join(', ')})`}`;
    }),
  ];
}

const NOBODY = 'No frames were counted: none of these was measured, or the other end could not be read.';

const share = (frames: number, sent: number) => percent(sent === 0 ? 0 : frames / sent);

/** `2310 frames/s in 14 trials` */
export function searchText({ trials, found, unit }: Finding<'search'>): string {
  const spoilt = trials.filter(({ loss }) => loss === undefined).length;
  const beside = spoilt === 0 ? '' : `; ${spoilt} of them told nothing of ${spoilt === 1 ? 'its' : 'their'} load`;
  const what = found === undefined ? 'no load passed' : amount(found, unit);
  return `${what} in ${counted(trials.length, 'trial')}${beside}`;
}
