import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Assessment, Outcome } from '../assessment/assessment.ts';
import { HEAP_MIB, MEMORY_MIB } from './bounds.ts';

export interface GradingTask {
  /** A file or a folder. */
  readonly source: string;
  /** The grader's checkout, and its commit where it has one. */
  readonly root: string;
  readonly commit?: string | undefined;
  /** Of these suites alone points are given; default: of all that have a rubric. */
  readonly suites?: readonly string[] | undefined;
  /** Public keys that the grader trusts, by the names that they are given. */
  readonly keys: readonly { readonly name: string; readonly pem: string }[];
}

export interface PageTask {
  readonly source: string;
  readonly assessment: Assessment;
}

/** The report of a submission with its grade, as one HTML text; or why there is none. */
export type Page = { readonly html: string } | { readonly problem: string };

/**
 * Seconds for one bundle by the clock, where its processor time (see bounds.ts) does not end it: an honest one takes
 * two.
 */
const LIMIT = 120;

/** What a worker sends of a task. */
export interface Answer<R> {
  readonly done: R | { readonly problem: string };
  /** Whether it is to be given no other one. */
  readonly spent: boolean;
  /** MiB of memory that it has had at the most. */
  readonly peak: number;
}

/**
 * Works on bundles one after the other in a process of its own, which has loaded everything once; one that was ended
 * for what a bundle made it do is replaced. Never rejects for what a bundle holds.
 */
class Desk<T extends { readonly source: string }, R extends object> implements Disposable {
  readonly #module: URL;
  readonly #what: string;
  #child: ChildProcess | undefined;
  /** MiB of memory that the process which answered last has had at the most; the kernel’s bound, where it was ended. */
  peak = 0;

  constructor(module: URL, what: string) {
    this.#module = module;
    this.#what = what;
  }

  async do(task: T, seconds = LIMIT): Promise<R | { readonly problem: string }> {
    const child = this.#worker();
    const { promise, resolve } = Promise.withResolvers<Answer<R>>();
    const failed = (problem: string) =>
      resolve({ done: { problem: `${this.#what} ${problem}` }, spent: true, peak: MEMORY_MIB });
    const onError = (error: Error) => failed(`failed: ${error.message}`);
    const onExit = (code: number | null, signal: string | null) => failed(endText(code, signal));
    const timer = setTimeout(() => failed(`took more than ${seconds} s, and was ended.`), seconds * 1000);
    child.once('message', resolve).once('error', onError).once('exit', onExit);
    // One that is gone already is told of by its exit.
    child.send(task, () => {});
    const { done, spent, peak } = await promise;
    this.peak = peak;
    clearTimeout(timer);
    child.off('message', resolve).off('error', onError).off('exit', onExit);
    if (spent) this[Symbol.dispose]();
    return done;
  }

  [Symbol.dispose](): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  /** What a bundle makes a library print is nobody's output. One that ended meanwhile is replaced. */
  #worker(): ChildProcess {
    if (this.#child?.connected) return this.#child;
    this.#child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MIB}`, fileURLToPath(this.#module)], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    return this.#child.on('error', () => {});
  }
}

/** Grades bundles. */
export class Graders implements Disposable {
  readonly #desk = new Desk<GradingTask, Outcome>(new URL('worker.ts', import.meta.url), 'Grading it');

  async grade(task: GradingTask, seconds?: number): Promise<Outcome> {
    const done = await this.#desk.do(task, seconds);
    return 'problem' in done ? { source: task.source, problem: done.problem } : done;
  }

  get peak(): number {
    return this.#desk.peak;
  }

  [Symbol.dispose](): void {
    this.#desk[Symbol.dispose]();
  }
}

/** Makes the pages of graded bundles, under the same bounds. */
export const pageMakers = () => new Desk<PageTask, Page>(new URL('page-worker.ts', import.meta.url), 'Making its page');

/** Grades one bundle. */
export async function gradedInWorker(task: GradingTask, seconds?: number): Promise<Outcome> {
  using graders = new Graders();
  return await graders.grade(task, seconds);
}

/** Makes one page. */
export async function pageInWorker(task: PageTask, seconds?: number): Promise<Page> {
  using makers = pageMakers();
  return await makers.do(task, seconds);
}

/** As V8 and malloc end a process that gets no memory: an abort or a trap. */
const OUT_OF_MEMORY: readonly string[] = ['SIGABRT', 'SIGTRAP', 'SIGILL', 'SIGSEGV'];

export const MEMORY_PROBLEM = `needed more than ${MEMORY_MIB} MiB of memory, and was ended.`;

function endText(code: number | null, signal: string | null): string {
  if (signal === 'SIGXCPU') return 'took more processor time than a bundle may, and was ended.';
  if (signal !== null && OUT_OF_MEMORY.includes(signal)) return MEMORY_PROBLEM;
  return `ended without saying why (${code ?? signal}).`;
}
