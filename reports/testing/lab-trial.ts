import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RunFolder, readRecord } from '../record/journal/run-folder.ts';

const PROJECT = join(import.meta.dirname, '../..');

/** What every suite of a trial has at hand; QEMU is not needed to see how a run is told and recorded. */
const PRELUDE = `
import { setTimeout as after } from 'node:timers/promises';
import { writeFileSync } from 'node:fs';
import { beforeAll, afterAll, expect, test } from 'vitest';
import { recorder } from '${PROJECT}/fixtures/recorder.ts';
import { Progress } from '${PROJECT}/fixtures/progress.ts';
import { LabError } from '${PROJECT}/fixtures/errors.ts';
import { interruption } from '${PROJECT}/fixtures/interruption.ts';
import { evidence } from '${PROJECT}/reports/testing/sample-events.ts';
import { claim, testbed } from '${PROJECT}/reports/testing/sample-record.ts';
const record = recorder();
const progress = new Progress(record);
const untilInterrupted = () => new Promise((_, reject) => {
  const alive = setInterval(() => {}, 1000);
  interruption.addEventListener('abort', () => { clearInterval(alive); reject(interruption.reason); });
});
const measure = (value) => {
  const metric = { name: 'bandwidth', unit: 'MiB/s', better: 'higher' };
  const block = { experiment: 'studio-15/3', block: 1, host: 'here' };
  record.experiment({
    id: 'studio-15/3', exercise: 'studio-15/3', boots: 1, metrics: {}, factors: { host: {}, boot: {}, run: {} },
    arms: [{ label: 'native', kind: 'native', workloads: ['read'] }],
    workloads: [{ name: 'read', headline: 'bandwidth', metrics: { bandwidth: metric } }],
  });
  record.block(block);
  record.unit({ ...block, id: 'native#1', arm: 'native', at: {}, boot: 1, targets: ['it'], machines: [], proofs: [] });
  record.run({
    key: { experiment: 'studio-15/3', arm: 'native', at: {}, block: 1, boot: 1, workload: 'read', repeat: 1, trial: 1 },
    unit: 'native#1', target: 'it', at: new Date().toISOString(), seconds: 1, commands: { target: 'fio' },
    raw: [record.raw('fio read', 'READ: bw=1MiB/s')], readings: { bandwidth: value },
  });
};
`;

/** Told first by a test file of the exercise 3. */
export const EXERCISE_3 = `record.exercise({ id: 'studio-15/3', number: 3, title: 'File I/O', file: 'suites/studio-15/3-files.test.ts' });`;

/** A trial that has run to its end: its folder, which is the caller's to dispose of, exit code, and what it printed. */
export async function performed(
  suites: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv = {},
  argv?: string[],
) {
  const lab = new LabTrial(suites);
  const trial = lab.start(argv, env);
  const code = await trial.ended();
  return { lab, code, output: trial.output };
}

/** A small project of its own in a temporary folder, run by the real Vitest with the project's own configuration. */
export class LabTrial {
  readonly root = mkdtempSync(join(tmpdir(), 'lab-trial-'));
  readonly #running = new Set<ChildProcess>();

  /** `suites`: body of the test file by its path below suites/. */
  constructor(suites: Readonly<Record<string, string>>) {
    symlinkSync(join(PROJECT, 'node_modules'), join(this.root, 'node_modules'));
    this.#write('package.json', '{ "version": "9.9.9", "type": "module" }');
    this.#write('vitest.config.ts', config());
    for (const [path, body] of Object.entries(suites)) this.#write(`suites/${path}`, `${PRELUDE}\n${body}\n`);
  }

  /** `argv` in the trial's folder, in a process group of its own, as a terminal would start it. */
  start(argv: readonly string[] = ['npx', 'vitest'], env: NodeJS.ProcessEnv = {}): Trial {
    const clean = { ...process.env, CI: undefined, VITEST: undefined, NO_COLOR: undefined, FORCE_COLOR: undefined };
    // It dies with the tests: a run that waits for ever must not outlive a test that was killed.
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', ...argv], {
      cwd: this.root,
      env: { ...clean, ...env },
      detached: true,
    });
    this.#running.add(child);
    return new Trial(child);
  }

  get latest(): string {
    return join(this.root, 'reports/results/latest');
  }

  record() {
    return readRecord(this.latest);
  }

  /** Process id of the worker, as it told the journal. */
  worker(): number {
    const run = RunFolder.open(this.latest, { project: { version: '' }, settings: {} });
    const pids = run.news().flatMap(({ event }) => (event.type === 'worker' ? [event.pid] : []));
    run.close();
    return pids[0] ?? Number.NaN;
  }

  file(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  /** A suite that is changed while it is watched. */
  write(path: string, change: (text: string) => string): void {
    this.#write(path, change(this.file(path)));
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  [Symbol.dispose](): void {
    for (const { pid, exitCode, signalCode } of this.#running) {
      if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
    }
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
  }

  #write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }
}

const config = () => `
const { labConfig } = await import(new URL('file://${PROJECT}/fixtures/vitest.suites.ts').href);
export default labConfig(import.meta.dirname);
`;

/** A run of the trial that goes on. */
export class Trial {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #output = '';
  #heard = new EventTarget();

  constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = once(child, 'close');
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.#output += chunk;
        this.#heard.dispatchEvent(new Event('output'));
      });
    }
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('The trial did not start.');
    return this.#child.pid;
  }

  get output(): string {
    return this.#output;
  }

  /** Resolves as soon as the run has printed `text`; fails when it ends without. */
  async says(text: string): Promise<void> {
    while (!this.#output.includes(text)) {
      const end = this.#ended.then(() => 'end');
      const heard = await Promise.race([once(this.#heard, 'output').then(() => 'output'), end]);
      if (heard === 'end' && !this.#output.includes(text)) {
        throw new Error(`The run ended without saying "${text}". It said:\n${this.#output}`);
      }
    }
  }

  /** To every process of the run, as Ctrl-C on a terminal does. */
  signalAll(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal);
  }

  signal(signal: NodeJS.Signals, pid = this.pid): void {
    process.kill(pid, signal);
  }

  /** The exit code, or the signal that ended it. */
  async ended(): Promise<number | NodeJS.Signals | null> {
    await this.#ended;
    return this.#child.exitCode ?? this.#child.signalCode;
  }
}
