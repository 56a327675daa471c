import { measuring, needsNetwork, type Workload } from '../../../fixtures/workloads/workload.ts';
import { isForeign } from '../../../guest-images/foreign/reference.ts';
import type { MachineRecord, RunRecord } from '../../record/schema/record.ts';
import type { Run } from '../../record/schema/run.ts';
import { isTurned } from './command-line.ts';

/**
 * Bytes of a packet: as long as IP's own length field lets a kernel make one, which leaves it to a card to cut (GSO,
 * GRO).
 */
const LONGEST = 65_536;
/** SLIRP's MTU. It takes no longer ones, so that a guest's kernel cuts them, and its driver counts the pieces. */
const OVER_SLIRP = 1500;

interface Of {
  readonly run: Run;
  readonly workload: Workload;
  readonly machine: MachineRecord | undefined;
}

/**
 * Why so many packets cannot have carried what the tool tells to have moved; undefined where they can. A client that
 * ran outside tells of what may still be on its way into the guest, and cards of other people's images may have names
 * that are not counted.
 */
export function tooMuchFor(
  packets: number,
  { run, workload, machine }: Of,
  { settings }: RunRecord,
): string | undefined {
  const { moved } = run.readings;
  if (!needsNetwork(workload) || typeof moved !== 'number') return undefined;
  const command = run.commands[measuring(workload)[0]?.name ?? ''] ?? '';
  if (machine !== undefined && isTurned(workload, command, machine)) return undefined;
  if (packets === 0 && isForeign(settings['LAB_IMAGE'] ?? '')) return undefined;
  const most = packets * (machine?.netdev === 'user' ? OVER_SLIRP : LONGEST);
  const bytes = Math.round(moved * 1024 ** 2);
  return bytes > most ? `${bytes} bytes, of which so many packets hold ${most} at the most` : undefined;
}
