import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { deadlineAfter } from '../../fixtures/deadline.ts';
import { compilerFor, compilerPackage, missingCompiler, noCompiler, program } from './program.ts';

const MACHINE = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
const deadline = deadlineAfter(60);

describe('a program of the lab’s own', () => {
  let bytes: Buffer;
  let cache: string;
  beforeAll(async () => {
    cache = await mkdtemp(join(tmpdir(), 'lab-programs-'));
    vi.stubEnv('XDG_CACHE_HOME', cache);
    bytes = await program({ name: 'pi-ticks', machine: MACHINE }, deadline);
    return () => rm(cache, { recursive: true });
  });

  async function laid(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'lab-program-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'pi-ticks'), bytes, { mode: 0o755 });
    return join(folder, 'pi-ticks');
  }

  test('is compiled once, and small enough for a terminal', async () => {
    expect(bytes.length).toBeWithin(1000, 30_000);
    const again = await program({ name: 'pi-ticks', machine: MACHINE }, deadline);
    expect(again.equals(bytes)).toBe(true);
    expect(await readdir(join(cache, 'virtio-studio/programs'))).toHaveLength(1);
  });

  test('computes pi, whose 1000th decimal ends 2164201989, and says how far the counter went', async () => {
    const told = execFileSync(await laid(), ['1000', '1'], { encoding: 'utf8' });
    expect(told).toMatch(/^last decimals \d{10}2164201989$/m);
    expect(told).toMatch(/^digits 1000\nrounds [1-9]\d*\nticks [1-9]\d*\nelapsed [1-9]\d*\.\d{9}\ncpu \d+\.\d{9}$/m);
  });

  test('that is preloaded into nuttcp stands in for its waits, and takes the rest from its C library', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lab-program-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const name = 'nuttcp-marks.so';
    await writeFile(join(folder, name), await program({ name, machine: MACHINE }, deadline));
    const env = { PATH: process.env['PATH'], LD_PRELOAD: `./${name}`, LD_BIND_NOW: '1', LD_DEBUG: 'bindings' };
    const { stderr } = spawnSync('nuttcp', ['-V'], { cwd: folder, env, encoding: 'utf8' });
    expect(stderr).toMatch(/binding file nuttcp \[0\] to \.\/nuttcp-marks\.so \[0\]: normal symbol `usleep'/);
    expect(stderr).toMatch(/binding file \.\/nuttcp-marks\.so \[0\] to \S*libc\.so\.6 \[0\]: normal symbol `poll'/);
  });

  test.for([[['1000']], [['19', '1']], [['20001', '1']], [['1000', '0']], [['1e3', '1']]] as const)(
    'refuses %j',
    async ([words]) => {
      const file = await laid();
      expect(() => execFileSync(file, words, { stdio: 'pipe' })).toThrow(/usage: pi-ticks DIGITS SECONDS/);
    },
  );
});

describe('its compiler', () => {
  const has =
    (...there: string[]) =>
    (name: string) =>
      there.includes(name);

  test('is one for the processor that it runs on', () => {
    expect(compilerFor('x86_64', { host: 'x64', has: has('gcc', 'tcc') })).toBe('gcc');
    expect(compilerFor('x86_64', { host: 'x64', has: has('tcc') })).toBe('tcc');
    expect(compilerFor('aarch64', { host: 'x64', has: has('gcc', 'tcc') })).toBeUndefined();
    expect(compilerFor('aarch64', { host: 'x64', has: has('aarch64-linux-gnu-gcc') })).toBe('aarch64-linux-gnu-gcc');
    // Its assembler knows no arm64.
    expect(compilerFor('aarch64', { host: 'arm64', has: has('tcc') })).toBeUndefined();
    expect(compilerFor('riscv64', { host: 'x64', has: () => true })).toBeUndefined();
  });

  test('is missing only where it is for the computer’s own processor', () => {
    const reason = "compiles the lab's own programs";
    expect(missingCompiler('amd64', has(), 'x64')).toEqual([{ package: 'tcc', reason }]);
    expect(missingCompiler('arm64', has('tcc'), 'arm64')).toEqual([{ package: 'gcc', reason }]);
    expect(missingCompiler('amd64', has('tcc'), 'x64')).toEqual([]);
    expect(missingCompiler('arm64', has(), 'x64')).toEqual([]);
  });

  test('where there is none, the package is told that has one', () => {
    expect(compilerPackage('x86_64', 'x64')).toBe('tcc');
    expect(compilerPackage('aarch64', 'arm64')).toBe('gcc');
    expect(compilerPackage('x86_64', 'arm64')).toBe('gcc-x86-64-linux-gnu');
    expect(noCompiler('pi-ticks', 'aarch64').message).toMatch(
      /^The program pi-ticks is compiled once, and this computer has no compiler for aarch64; nothing was measured\.\n {2}Try +sudo apt-get install gcc/,
    );
  });
});
