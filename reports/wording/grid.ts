/** A cell: text that a format escapes in its own way, or text that stands for more than itself. */
export type Cell =
  | string
  | { readonly text: string; readonly as: 'code' | 'strong' }
  /** A file of the run's folder. */
  | { readonly text: string; readonly path: string };

/** A table as data, the same for every format that shows it. */
export interface Grid {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Every column but the first holds numbers. */
  readonly numbers?: boolean;
}

/** Two columns without a head: a name and what is to be said of it. */
export const facts = (values: Readonly<Record<string, Cell>>): Grid => ({
  head: ['', ''],
  rows: Object.entries(values),
});
