import { clip, hang, padEnd, width, wrap } from '../wording/text.ts';

/** A line of text, or a value with its label: `iperf sending, virtio-net` is a workload and an arm. */
export type Line = string | Row;
type Row = readonly [label: string, value: string];

/** Columns between a label and its value. */
const GAP = 2;
/** Columns that a value has at the least; a label that leaves less stands above it. */
const NARROWEST_VALUE = 24;
const DEPTH = 2;

/**
 * Lines of at most so many columns, the values of a kind one below the other. Where a label and its value do not
 * fit side by side, neighbours go under their workload as a heading, with the arm alone as label.
 */
export function layOut(body: readonly Line[], columns: number): string[] {
  const flat = (lines: readonly Line[], room: number) => {
    const labelColumns = Math.max(0, ...lines.flatMap((line) => (typeof line === 'string' ? [] : [width(line[0])])));
    return lines.flatMap((line) => (typeof line === 'string' ? hang(line, room) : row(line, labelColumns, room)));
  };
  if (fits(body.filter(isRow), columns)) return flat(body, columns);
  return blocks(body).flatMap((block) => {
    const rows = block.filter(isRow);
    if (fits(rows, columns)) return flat(block, columns);
    return [...Map.groupBy(rows, workloadOf)].flatMap(([workload, some]) =>
      workload === ''
        ? flat(some, columns)
        : [
            ...hang(workload, columns),
            ...flat(some.map(armOf), columns - DEPTH).map((line) => ' '.repeat(DEPTH) + line),
          ],
    );
  });
}

const isRow = (line: Line): line is Row => typeof line !== 'string';

function fits(rows: readonly Row[], columns: number): boolean {
  const labelColumns = Math.max(0, ...rows.map(([label]) => width(label)));
  return rows.every(([, value]) => labelColumns + GAP + width(value) <= columns);
}

/** Neighbouring lines of one kind: rows, or text. */
function blocks(body: readonly Line[]): Line[][] {
  const parts: Line[][] = [];
  for (const line of body) {
    const last = parts.at(-1);
    if (last?.[0] !== undefined && isRow(last[0]) === isRow(line)) last.push(line);
    else parts.push([line]);
  }
  return parts;
}

const cut = ([label]: Row): number => label.indexOf(', ');
const workloadOf = (row: Row): string => row[0].slice(0, Math.max(0, cut(row)));
const armOf = (row: Row): Row => [row[0].slice(cut(row) + 2), row[1]];

function row([label, value]: Row, labelColumns: number, columns: number): string[] {
  const room = columns - labelColumns - GAP;
  if (room < NARROWEST_VALUE) return [...hang(label, columns), ...hang(`${' '.repeat(DEPTH)}${value}`, columns)];
  const [first = '', ...rest] = wrap(value, room);
  const parts = [`${padEnd(label, labelColumns)}${' '.repeat(GAP)}${first}`];
  return [...parts, ...rest.map((part) => ' '.repeat(labelColumns + GAP) + part)].map((line) => clip(line, columns));
}
