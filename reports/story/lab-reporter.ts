import { dirname, join, relative } from 'node:path';
import type { Reporter, SerializedError, TestCase, TestModule, TestSpecification, Vitest } from 'vitest/node';
import { answerPages } from '../formats/answers-markdown.ts';
import { table } from '../formats/table.ts';
import { REPORT, writeReport } from '../html/write.ts';
import type { JournalEvent } from '../record/journal/journal.ts';
import { resumeRun } from '../record/journal/resume-run.ts';
import { linkLatest, RunFolder, runId, writeWhole } from '../record/journal/run-folder.ts';
import type { PartRecord } from '../record/schema/part.ts';
import type { RunRecord } from '../record/schema/record.ts';
import { plain } from '../wording/text.ts';
import { beginningText, isMergedAfresh, NO_FILES, prepareFolder, resumedText } from './begin.ts';
import { EXIT, endingOf, exitCode, INTERRUPTED } from './exit-code.ts';
import { follow } from './follow.ts';
import { earlierRun, withoutWhole } from './forecast/last-durations.ts';
import { keepHistory, keepMetrics } from './keep-metrics.ts';
import { type Context, errorText, failings, isNews, outcomeEvents, testEvents } from './outcomes.ts';
import { project } from './project.ts';
import { type EndingSignal, takeOverSignals } from './signals.ts';
import { Story } from './story.ts';
import { Terminal } from './terminal.ts';
import { passOn, untilGone } from './workers.ts';

interface Options {
  /** Absolute; made when the run starts. */
  readonly folder: string;
  /** The project's folder: paths are shown relative to it. */
  readonly root: string;
  /** The project's. */
  readonly version: string;
  /** Where it is one part of several. */
  readonly part?: PartRecord | undefined;
}

/** For what belongs to the whole worker: machines are shut down, then killed. */
const CLEAN_UP_SECONDS = 60;
const stuckText = (pid: number) => `The worker (pid ${pid}) had not ended ${CLEAN_UP_SECONDS} s after its last test.`;

/** The terminal of a lab: tells the run as it goes, completes its record, writes the report, sets the exit code. */
export class LabReporter implements Reporter {
  readonly #options: Options;
  /** Where the run's files are: of a watched suite each run has its own. */
  #path: string;
  #vitest: Vitest | undefined;
  #aside = false;
  #terminal = new Terminal();
  #folder: RunFolder | undefined;
  #story: Story | undefined;
  #interruptedBy: EndingSignal | undefined;
  readonly #workers = new Set<number>();
  /** The disk did not take what was to be recorded. */
  #refused = false;
  #isLatest = false;
  #stopFollowing = () => {};

  constructor(options: Options) {
    this.#options = options;
    this.#path = options.folder;
  }

  /** Of the latest run. */
  get folder(): string {
    return this.#path;
  }

  /** Another reporter has the terminal's last line, and stdout. */
  standAside(): void {
    this.#aside = true;
    this.#terminal = this.#newTerminal();
  }

  #newTerminal(): Terminal {
    const terminal = new Terminal(this.#aside ? process.stderr : process.stdout);
    if (this.#aside) terminal.close();
    return terminal;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
    takeOverSignals(
      (signal) => this.#interrupt(signal, vitest),
      (signal) => this.#force(signal),
    );
    prepareFolder(this.#path, this.#terminal);
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    const { root } = this.#options;
    if (this.#folder !== undefined) this.#startAfresh();
    const path = this.#path;
    const files = specifications.map(({ moduleId }) => relative(root, moduleId));
    if (files.length === 0) {
      this.#terminal.lines(NO_FILES.split('\n'));
      return;
    }
    const earlier = earlierRun(join(dirname(path), 'latest'));
    const goesOn = RunFolder.exists(path);
    this.#folder = RunFolder.open(path, { project: project(root), settings: {} });
    const isResumed = goesOn && !isMergedAfresh(this.#folder.record);
    if (isResumed) resumeRun(this.#folder);
    this.#folder.add({ type: 'asked', files: [...files] });
    const { part } = this.#options;
    if (part !== undefined && !goesOn) this.#folder.add({ type: 'part', ...part });
    const { columns, paint, live } = this.#terminal;
    const { experiments, blocks } = this.#folder.record;
    const left = earlier && { ...earlier, files: withoutWhole(earlier.files, this.#folder.record) };
    this.#story = new Story({ began: new Date(), files, earlier: left, experiments }, { columns, paint, live });
    this.#terminal.lines([
      `Results  ${this.#shown(path)}`,
      ...beginningText(this.#folder.record),
      ...(isResumed ? [resumedText(blocks)] : []),
    ]);
    const stop = follow(path, () => this.#tell());
    this.#stopFollowing = () => {
      stop();
      this.#terminal.close();
    };
  }

  /** Watched files have changed: what is measured now is another run. */
  #startAfresh(): void {
    const { folder, version } = this.#options;
    this.#path = join(dirname(folder), runId(new Date()));
    this.#folder = undefined;
    this.#isLatest = false;
    this.#workers.clear();
    this.#terminal = this.#newTerminal();
    prepareFolder(this.#path, this.#terminal);
    for (const project of this.#vitest?.projects ?? []) project.provide('run', { folder: this.#path, version });
  }

  onTestModuleStart(module: TestModule): void {
    this.#story?.startFile(relative(this.#options.root, module.moduleId), new Date());
    this.#tell();
  }

  onTestCaseResult(test: TestCase): void {
    this.#add((record) => testEvents(test, record, this.#context));
  }

  onTestModuleEnd(module: TestModule): void {
    this.#add((record) => outcomeEvents([module], record, this.#context));
  }

  onUserConsoleLog({ content }: { content: string }): void {
    this.#terminal.lines(plain(content).trimEnd().split('\n'));
  }

  async onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): Promise<void> {
    this.#add((record) => outcomeEvents(modules, record, this.#context));
    this.#add(() => unhandled.map((error) => ({ type: 'trouble', text: errorText(error, this.#options.root) })));
    this.#stopFollowing();
    const stuck = await untilGone(this.#workers, CLEAN_UP_SECONDS);
    this.#add(() => stuck.map((pid) => ({ type: 'trouble', text: stuckText(pid) })));
    this.#add(() => this.#endEvents());
    const record = this.#folder?.record;
    const { asked } = this.#context;
    if (asked !== undefined && record?.exercises.every(({ tests, troubles }) => tests.length + troubles.length === 0))
      this.#terminal.lines([`No test has a name that matches ${asked}; npx vitest list shows their names.`]);
    if (record !== undefined) this.#writing(() => this.#show(record));
    const told = record !== undefined && !this.#refused;
    const ending = told && endingOf(record, failings(modules, unhandled), this.#interruptedBy);
    // Vitest has set its own before it reports the end, and keeps what it finds here.
    process.exitCode = ending ? exitCode(ending) : EXIT.couldNotRun;
  }

  #show(record: RunRecord): void {
    const folder = this.#path;
    const places = { ...this.#options, folder };
    const { columns, paint } = this.#terminal;
    const report = this.#shown(join(folder, REPORT));
    this.#terminal.lines(table(record, { columns, paint, report }).split('\n'));
    for (const [name, text] of answerPages(record)) writeWhole(join(folder, name), text);
    keepHistory(record, places);
    writeReport(folder, record);
    keepMetrics(record, places);
  }

  /** Adds what the record does not know yet, and tells of it. */
  #add(events: (record: RunRecord) => readonly JournalEvent[]): void {
    const folder = this.#folder;
    if (folder === undefined) return;
    this.#writing(() => {
      for (const event of events(folder.record)) if (isNews(event, folder.record)) folder.add(event);
    });
    this.#tell();
  }

  /** A disk that refuses is told of once, and costs the run its success. */
  #writing(write: () => void): void {
    if (this.#refused) return;
    try {
      write();
    } catch (error) {
      this.#refused = true;
      const kept = `What was recorded before stands in ${this.#shown(this.#path)}/record.json.`;
      this.#terminal.lines(['', `The results cannot be completed: ${String(error)}`, kept]);
    }
  }

  get #context(): Context {
    const { testNamePattern: asked } = this.#vitest?.config ?? {};
    return { root: this.#options.root, interrupted: this.#interruptedBy !== undefined, ...(asked && { asked }) };
  }

  #endEvents(): JournalEvent[] {
    const at = new Date().toISOString();
    const signal = this.#interruptedBy;
    if (signal === undefined) return [{ type: 'ended', at, state: 'finished' }];
    const text = `The run was interrupted (${signal}).`;
    return [
      { type: 'trouble', text },
      { type: 'ended', at, state: 'interrupted' },
    ];
  }

  #interrupt(signal: EndingSignal, vitest: Vitest): void {
    if (this.#folder === undefined) process.exit(INTERRUPTED[signal]);
    if (this.#folder.record.state !== 'running') return;
    this.#interruptedBy = signal;
    this.#terminal.lines([
      '',
      `${signal}: cleaning up; what was measured is kept. A second ${signal} ends it at once.`,
    ]);
    vitest.cancelCurrentRun('keyboard-input').catch((error: unknown) => this.#terminal.lines([String(error)]));
    for (const pid of this.#workers) passOn(pid);
  }

  #force(signal: EndingSignal): never {
    if (this.#folder?.record.state === 'running') this.#add(() => this.#endEvents());
    this.#stopFollowing();
    process.exit(INTERRUPTED[signal]);
  }

  #tell(): void {
    const folder = this.#folder;
    const entries = folder?.news() ?? [];
    if (!this.#isLatest && folder !== undefined)
      this.#writing(() => {
        this.#isLatest = linkLatest(folder.path, folder.record);
      });
    for (const { event } of entries) if (event.type === 'worker') this.#workers.add(event.pid);
    this.#terminal.lines(entries.flatMap((entry) => this.#story?.hear(entry) ?? []));
    this.#terminal.status(this.#story?.status(new Date()) ?? '');
  }

  #shown(path: string): string {
    return relative(this.#options.root, path);
  }
}
