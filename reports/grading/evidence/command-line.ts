import { addressesOn } from '../../../fixtures/machines/declaration/netdev.ts';
import { HANDOUT_PORT } from '../../../fixtures/testbeds/networks/private-network.ts';
import { typed } from '../../../fixtures/testbeds/processes/parent-death-guard.ts';
import {
  type Endpoint,
  measuring,
  needsNetwork,
  type Role,
  type Workload,
} from '../../../fixtures/workloads/workload.ts';
import type { MachineRecord } from '../../record/schema/record.ts';
import { netdevOf } from './blueprint.ts';

/** A machine as far as its command line and its network are concerned. */
type Wired = Pick<MachineRecord, 'netdev' | 'argv'>;

/** How a command line performs a workload: as it was asked for, or as the same flow with the roles turned round. */
type Performed = { readonly turned: boolean } | { readonly expected: string };

/**
 * Whether a command line is the one that the workload runs. Where its server stands is known for a machine that reaches
 * it; natively, and for a client outside, whatever stands in the command is taken.
 */
export function performedBy(workload: Workload, command: string, machine: Wired | undefined): Performed {
  const line = machine === undefined ? command.replace(NATIVELY, '') : command;
  if (!needsNetwork(workload)) {
    const expected = lineOf(workload.roles);
    return line === expected ? { turned: false } : { expected };
  }
  const address = machine && addressesOn(netdevOf(machine)).testbed;
  if (calls(workload, workload.roles, line, address)) return { turned: false };
  const { turned } = workload;
  if (machine !== undefined && turned && calls(workload, turned, line, undefined)) return { turned: true };
  return { expected: lineOf(workload.roles, { address: address ?? 'ADDRESS', port: workload.port ?? HANDOUT_PORT }) };
}

/** Whether its server ran on the machine, and its client outside. */
export function isTurned(workload: Workload, command: string, machine: Wired): boolean {
  const performed = performedBy(workload, command, machine);
  return 'turned' in performed && performed.turned;
}

/** The native one is entered into its own network, and kept on the CPUs that a machine's vCPUs have. */
const NATIVELY = /^(?:nsenter (?:-\S+ )*)?(?:taskset --cpu-list [\d,]+ )?/;

/** As a machine runs it that reaches its peer. */
export function commandOn(workload: Workload, machine: Wired): string {
  if (!needsNetwork(workload)) return lineOf(workload.roles);
  return lineOf(workload.roles, {
    address: addressesOn(netdevOf(machine)).testbed,
    port: workload.port ?? HANDOUT_PORT,
  });
}

/**
 * With some address that stands in the line itself, and so with its port, in a word of its own or behind an option,
 * unless the workload has one of its own.
 */
function calls(workload: Workload, roles: readonly Role[], line: string, address: string | undefined): boolean {
  const words = line.split(' ');
  const addresses = address === undefined ? words : [address];
  const numbers = new Set((line.match(/(?<!\d)\d{1,5}(?!\d)/g) ?? []).map(Number));
  const ports = workload.port ? [workload.port] : [...numbers];
  return addresses.some((at) => ports.some((port) => lineOf(roles, { address: at, port }) === line));
}

/** The command line of the role whose output is the report. */
function lineOf(roles: readonly Role[], call: Endpoint = { address: '', port: 0 }): string {
  return typed(measuring({ roles })[0]?.command({ listen: call, call }) ?? []);
}
