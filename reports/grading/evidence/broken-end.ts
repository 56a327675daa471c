import { dirname, join } from 'node:path/posix';
import { kernelDeath } from '../../../fixtures/consoles/death.ts';
import { splitMarks } from '../../../fixtures/consoles/shell/frame.ts';
import type { MachineRecord } from '../../record/schema/record.ts';
import type { BundleFiles } from '../bundle/files.ts';
import { castOf } from './console-text.ts';

/**
 * What shows that a machine was no longer one when its unit was closed: its QEMU ended by itself, its kernel says so,
 * or a command on it never ended. Undefined where all looks as at the end of any unit.
 */
export function brokenEnd(
  files: BundleFiles,
  machine: Pick<MachineRecord, 'asciicast' | 'transcript'>,
): string | undefined {
  const cast = castOf(files, machine);
  if (cast?.exit !== '0') return `its QEMU ended with exit status ${cast?.exit ?? 'unknown'}`;
  const log = files.get(join(dirname(machine.transcript), 'kernel.log'))?.toString('utf8') ?? '';
  const line = log.split('\n').find((one) => kernelDeath(one) !== undefined);
  if (line !== undefined) return `its kernel log has "${line.trim()}"`;
  const last = splitMarks()
    .add(cast.output)
    .findLast((part) => typeof part !== 'string');
  return last === undefined || last.kind === 't' ? undefined : 'a command on its console never ended';
}
