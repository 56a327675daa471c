import { parseArguments } from '../../../fixtures/command-line/arguments.ts';

export const USAGE = `Usage: npm run hand-in [-- RUN] [--out FILE] [--sign KEY]

Makes one archive of a run: the record, what the consoles and the tools printed,
your answers, and a list of digests. Tells which run it took, what it left out
since the lab did not write it, and what of your computer is in it.

RUN        a folder of reports/results, by default the newest run that came to
           its end, of a suite that is graded
--out      where it goes: by default reports/results/RUN.zip
--sign     a private Ed25519 key (PEM), for a course that runs the lab itself
Exit       0 made, 2 there is nothing to hand in`;

export interface HandInAsked {
  readonly help: boolean;
  /** Without one, the newest that may be handed in. */
  readonly run: string | undefined;
  readonly out: string | undefined;
  readonly sign: string | undefined;
}

/** @throws LabError (input) */
export function handInArguments(args: readonly string[]): HandInAsked {
  const { values, positionals } = parseArguments('hand-in', args, {
    help: { type: 'boolean', short: 'h', default: false },
    out: { type: 'string' },
    sign: { type: 'string' },
  });
  const [run] = positionals;
  return { help: values.help, run, out: values.out, sign: values.sign };
}
