import type { MachineRecord } from '../record/schema/record.ts';

/** What a person pastes to boot the machine by hand: its network first, where it needs one of its own. */
export const pasteText = ({ network, argv }: Pick<MachineRecord, 'network' | 'argv'>): string =>
  [...network, shellCommand(argv)].join('\n');

/** An argument vector as a person can paste it into a POSIX shell, an option and its value to a line. */
function shellCommand(argv: readonly string[]): string {
  const words = argv.map(quoted);
  const lines: string[] = [];
  for (const [index, word] of words.entries()) {
    const startsLine = index === 0 || (argv[index] ?? '').startsWith('-');
    if (startsLine) lines.push(word);
    else lines[lines.length - 1] += ` ${word}`;
  }
  return lines.join(' \\\n  ');
}

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
