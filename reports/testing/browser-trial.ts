import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { REPORT, writeReport } from '../html/write.ts';
import { readRecord } from '../record/journal/run-folder.ts';
import type { RunRecord } from '../record/schema/record.ts';

const SAMPLE = join(import.meta.dirname, 'sample-run');
/** Debian's, which asks for nothing by itself: whatever is asked for is the page's doing. */
const LAUNCH = {
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** A busy computer is slow, not wrong. */
const PATIENCE_MS = 120_000;

export const launch = (): Promise<Browser> => chromium.launch(LAUNCH);

/** The real run that the tests look at. */
export const sampleRun = (): RunRecord => readRecord(SAMPLE);

export const openAll = (page: Page) =>
  page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');

/** A report as a person opens it from disk, and everything that the browser has to complain of. */
export class BrowserTrial {
  readonly page: Page;
  /** Errors and warnings of the console, uncaught errors, dialogs. */
  readonly complaints: string[] = [];
  /** What the page asked for besides itself. */
  readonly requests: string[] = [];
  readonly #folder: string;

  private constructor(page: Page, folder: string) {
    this.page = page;
    this.#folder = folder;
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('dialog', (dialog) => {
      this.complaints.push(`a dialog: ${dialog.message()}`);
      dialog.dismiss().catch(() => {});
    });
    page.on('request', (request) => {
      if (request.url() !== this.address) this.requests.push(request.url());
    });
  }

  /** `beside`: data that lie beside the record, by the names of their files. */
  static async open(
    browser: Browser,
    record: RunRecord,
    { beside = {}, ...options }: BrowserContextOptions & { beside?: Readonly<Record<string, unknown>> } = {},
  ): Promise<BrowserTrial> {
    return BrowserTrial.#visit(browser, options, (folder) => {
      cpSync(SAMPLE, folder, { recursive: true });
      for (const [name, data] of Object.entries(beside)) writeFileSync(join(folder, name), JSON.stringify(data));
      writeReport(folder, record);
    });
  }

  /** Of a page that is made already. */
  static show(browser: Browser, page: string, options: BrowserContextOptions = {}): Promise<BrowserTrial> {
    return BrowserTrial.#visit(browser, options, (folder) => writeFileSync(join(folder, REPORT), page));
  }

  static async #visit(
    browser: Browser,
    options: BrowserContextOptions,
    write: (folder: string) => void,
  ): Promise<BrowserTrial> {
    const folder = mkdtempSync(join(tmpdir(), 'report-'));
    write(folder);
    const context = await browser.newContext(options);
    context.setDefaultTimeout(PATIENCE_MS);
    const trial = new BrowserTrial(await context.newPage(), folder);
    await trial.page.goto(trial.address);
    return trial;
  }

  get address(): string {
    return pathToFileURL(join(this.#folder, REPORT)).href;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
