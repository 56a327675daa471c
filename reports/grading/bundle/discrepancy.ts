/** A place where a bundle contradicts itself, or what the grader's own checkout makes of it. */
export interface Discrepancy {
  /** What was checked: `digest`, `raw output`, `console` … */
  readonly check: string;
  /** Where: in a file of the bundle, or a place in the record. */
  readonly where: string;
  readonly claimed: string;
  readonly found: string;
  /** The file of the bundle that shows it. */
  readonly file: string;
}

const LONGEST = 300;
/** Characters before the first difference of two long texts. */
const BEFORE = 40;

/** Of any two values. What strangers wrote is cut to what a person can read; escapes are left to whoever shows it. */
export function discrepancy(
  check: string,
  { where, file }: Pick<Discrepancy, 'where' | 'file'>,
  claimed: unknown,
  found: unknown,
): Discrepancy {
  const [one, other] = [text(claimed), text(found)];
  const from = Math.max(one.length, other.length) > LONGEST ? Math.max(0, firstDifference(one, other) - BEFORE) : 0;
  return { check, where: cut(where, 0), claimed: cut(one, from), found: cut(other, from), file: cut(file, 0) };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'));

function cut(whole: string, from: number): string {
  const rest = whole.slice(from, from + LONGEST);
  return `${from > 0 ? '…' : ''}${rest}${from + rest.length < whole.length ? '…' : ''}`;
}

function firstDifference(one: string, other: string): number {
  let index = 0;
  while (index < one.length && one[index] === other[index]) index += 1;
  return index;
}
