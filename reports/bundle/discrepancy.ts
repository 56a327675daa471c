/** A place where a bundle contradicts itself, or what the grader's own checkout makes of it. */
export interface Discrepancy {
  /** What was checked: `digest`, `raw output`, `verdict` … */
  readonly check: string;
  /** Where: a file of the bundle, or a place in the record. */
  readonly where: string;
  readonly claimed: string;
  readonly found: string;
  /** The file of the bundle that shows it. */
  readonly file: string;
}

const LONGEST = 300;

/** A value in a line that a person can read; what strangers wrote is cut, and escapes are left to who shows it. */
export function told(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
