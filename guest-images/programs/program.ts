import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Deadline } from '../../fixtures/deadline.ts';
import { LabError } from '../../fixtures/errors.ts';
import { imagesFolder } from '../cache/folder.ts';
import { run } from '../host/command.ts';
import { isProgramHere } from '../host/tools.ts';

/** As `uname -m` tells it, and as Node and Debian call the same. */
const MACHINES = {
  x86_64: { host: 'x64', arch: 'amd64' },
  aarch64: { host: 'arm64', arch: 'arm64' },
} as const;
type Machine = keyof typeof MACHINES;

/**
 * What is compiled needs no C library, and calls none: a loop of zeros would become a call of memset. The same bytes come
 * out wherever they are made.
 */
const FLAGS = [
  ...['-O2', '-static', '-nostdlib', '-ffreestanding', '-fno-builtin', '-fno-stack-protector', '-fno-pie', '-no-pie'],
  ...['-fno-asynchronous-unwind-tables', '-fno-tree-loop-distribute-patterns', '-Wl,--build-id=none', '-s'],
];
/** It knows no others. */
const TCC_FLAGS = ['-static', '-nostdlib'];

/** What is preloaded into another program finds that one's C library there. */
const PRELOADED = '.so';
const PRELOADED_FLAGS = ['-O2', '-shared', '-fPIC', '-nostdlib', '-fno-stack-protector', '-Wl,--build-id=none', '-s'];
const PRELOADED_TCC_FLAGS = ['-shared', '-nostdlib'];

function flagsFor(name: string, compiler: string): readonly string[] {
  if (name.endsWith(PRELOADED)) return compiler === 'tcc' ? PRELOADED_TCC_FLAGS : PRELOADED_FLAGS;
  return compiler === 'tcc' ? TCC_FLAGS : FLAGS;
}

export interface ProgramChoice {
  /** `pi-ticks`, of which the source lies beside this file; `nuttcp-marks.so` of what is preloaded. */
  readonly name: string;
  /** What it is to run on, as `uname -m` tells it. */
  readonly machine: string;
}

/**
 * A program of the lab's own, compiled once and kept in the cache: what no Debian package has, and guests, hosts and
 * images of other people are to run alike.
 * @throws LabError `environment` where there is no compiler for that processor.
 */
export async function program({ name, machine }: ProgramChoice, deadline: Deadline): Promise<Buffer> {
  const source = fileURLToPath(new URL(`${basename(name, PRELOADED)}.c`, import.meta.url));
  const compiler = compilerFor(machine);
  if (compiler === undefined) throw noCompiler(name, machine);
  const flags = flagsFor(name, compiler);
  const [version = ''] = (await run([compiler, compiler === 'tcc' ? '-dumpversion' : '--version'], { deadline })).split(
    '\n',
  );
  const text = await readFile(source, 'utf8');
  const key = createHash('sha256')
    .update(JSON.stringify([text, flags, version]))
    .digest('hex')
    .slice(0, 16);
  const file = join(dirname(imagesFolder()), 'programs', `${name}-${machine}-${key}`);
  const kept = await readFile(file).catch(() => undefined);
  if (kept !== undefined) return kept;
  await mkdir(dirname(file), { recursive: true });
  const made = `${file}.${randomUUID()}`;
  try {
    await run([compiler, ...flags, '-o', made, source], { deadline });
    // Whoever reads it meanwhile has it whole, or not at all.
    await rename(made, file);
  } finally {
    await rm(made, { force: true });
  }
  return readFile(file);
}

interface Computer {
  /** As Node calls its processor. */
  readonly host: string;
  has(program: string): boolean;
}

const thisComputer: Computer = { host: process.arch, has: isProgramHere };

/** The first one that this computer has. Debian names each gcc by the processor that it compiles for. */
export function compilerFor(machine: string, { host, has }: Computer = thisComputer): string | undefined {
  if (!isMachine(machine)) return undefined;
  const own = MACHINES[machine].host === host ? ['gcc', ...(machine === 'x86_64' ? ['tcc'] : [])] : [];
  return [`${machine}-linux-gnu-gcc`, ...own].find((name) => has(name));
}

/** The Debian package that brings one: on x86-64 a small one does, whose assembler knows no arm64. */
export function compilerPackage(machine: string, host: string = process.arch): string {
  if (!isMachine(machine) || MACHINES[machine].host !== host) return `gcc-${machine.replace('_', '-')}-linux-gnu`;
  return machine === 'x86_64' ? 'tcc' : 'gcc';
}

/**
 * What a computer lacks to compile for machines of its own architecture. The compiler for another one is large and seldom
 * wanted: who wants it is told then.
 */
export function missingCompiler(
  arch: 'amd64' | 'arm64',
  has: Computer['has'],
  host: string = process.arch,
): { readonly package: string; readonly reason: string }[] {
  const [machine] = Object.entries(MACHINES).find(([, one]) => one.arch === arch && one.host === host) ?? [];
  if (machine === undefined || compilerFor(machine, { host, has }) !== undefined) return [];
  return [{ package: compilerPackage(machine, host), reason: "compiles the lab's own programs" }];
}

const isMachine = (machine: string): machine is Machine => Object.hasOwn(MACHINES, machine);

export function noCompiler(name: string, machine: string): LabError {
  return new LabError('environment', {
    what: `The program ${name} is compiled once, and this computer has no compiler for ${machine}; nothing was measured.`,
    remedy: `sudo apt-get install ${compilerPackage(machine)}, then run it again`,
  });
}
