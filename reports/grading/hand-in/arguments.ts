import { parseArguments } from '../../../fixtures/command-line/arguments.ts';

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
