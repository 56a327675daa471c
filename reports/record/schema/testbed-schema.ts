import { z } from 'zod';
import { time } from './terms.ts';

// The part of the RunRecord that tells of the testbed.

export const abilitySchema = z.strictObject({ works: z.boolean(), why: z.string() });

export const fingerprintSchema = z.strictObject({
  hostname: z.string(),
  arch: z.enum(['amd64', 'arm64']),
  cpuModel: z.string(),
  cpus: z.int().positive(),
  cores: z.int().positive().optional(),
  /** How many CPUs are of which kind of core, where they differ (big.LITTLE). */
  coreKinds: z.array(z.strictObject({ kind: z.string(), cpus: z.int().positive() })).optional(),
  /** As the kernel says it: `on`, `off`, `forceoff`, `notsupported`, …; or `2 per core`. */
  smt: z.string().optional(),
  /** Of every CPU; several, where they differ, with commas. */
  governor: z.string().optional(),
  turbo: z.enum(['on', 'off']).optional(),
  memoryMiB: z.int().positive(),
  availableMiB: z.int().nonnegative().optional(),
  kernel: z.string(),
  /** `uname -v`: tells two builds of one release apart. */
  kernelBuild: z.string().optional(),
  /** By the names of /sys/devices/system/cpu/vulnerabilities. */
  mitigations: z.record(z.string(), z.string()).optional(),
  distribution: z.string(),
  /** `digest`: SHA-256 of the program, since a version does not tell two builds of it apart. */
  qemu: z.strictObject({ path: z.string(), version: z.string(), digest: z.string().optional() }),
  /** What systemd-detect-virt says, containers included. */
  virtualized: z.string().optional(),
  /** Of which this computer is a virtual machine: a KVM in it is nested. */
  hypervisor: z.string().optional(),
  /** Share of all CPU time since the boot that the hypervisor gave to others, 0 to 1. */
  steal: z.number().min(0).max(1).optional(),
  loadAverage: z.number().nonnegative(),
  /**
   * What keeps the lab from the computer's CPUs: so many CPUs' worth of time that its cgroups allow, a part of them,
   * and in how many periods that quota had stopped it when the run began. Absent in records that were made before it
   * was kept.
   */
  limits: z
    .strictObject({
      quotaCpus: z.number().positive().optional(),
      cpuset: z.string().optional(),
      throttled: z.int().nonnegative().optional(),
    })
    .optional(),
  /** What this computer was asked and does not tell. Absent in records that were made before it was kept. */
  untold: z.array(z.string()).optional(),
});

/** How the testbed came to rest before an experiment, or did not. */
export const quietSchema = z.strictObject({
  exercise: z.string(),
  experiment: z.string(),
  at: time,
  quiet: z.boolean(),
  /** Seconds that were spent watching. */
  watched: z.number().nonnegative(),
  /** So many CPUs' worth of work others did in the last look. */
  busyCpus: z.number().nonnegative(),
  /** Share of the CPU time that a hypervisor gave to others in the last look. */
  steal: z.number().min(0).max(1),
  loadAverage: z.number().nonnegative(),
  /** Periods in which a CPU quota had stopped the lab by then, since its cgroup was made. */
  throttled: z.int().nonnegative().optional(),
});

export const testbedSchema = z.strictObject({
  kind: z.enum(['local', 'nested', 'ssh']),
  name: z.string(),
  why: z.string(),
  fingerprint: fingerprintSchema,
  abilities: z.record(z.string(), abilitySchema),
});
