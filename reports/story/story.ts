import type { EventOf } from '../record/journal/journal.ts';
import type { Entry } from '../record/journal/journal-file.ts';
import type { ClaimRecord, VerdictRecord } from '../record/schema/record.ts';
import type { ExperimentRecord, Run } from '../record/schema/run.ts';
import { decides, NOT_ANSWERED, testOutcome } from '../record/views/exercise-state.ts';
import { seriesOf } from '../record/views/series.ts';
import { statementOf } from '../wording/labels.ts';
import { clock, duration, roughly } from '../wording/numbers.ts';
import { testbedLine } from '../wording/testbed-text.ts';
import { hang, inline, type Paint, plain, type Style, width } from '../wording/text.ts';
import { secondsBetween } from './forecast/durations.ts';
import { Forecast, type Left } from './forecast/forecast.ts';
import type { Earlier } from './forecast/last-durations.ts';

interface Audience {
  readonly paint: Paint;
  readonly columns: number;
  /** Whether the beginning of an activity shows in the changing line below; else it gets a line of its own. */
  readonly live: boolean;
}

interface Plot {
  readonly began: Date;
  /** The test files in the order in which they run. */
  readonly files: readonly string[];
  /** The run before this one, for how long things take. */
  readonly earlier?: Earlier | undefined;
  /** What was declared before, where a run goes on. */
  readonly experiments?: readonly ExperimentRecord[];
}

interface Going {
  readonly what: string;
  readonly seconds: number | undefined;
  readonly since: Date;
}

/** Columns for the clock at the left. */
const MARGIN = 7;
/** Seconds. */
const LEFT_APART = 60;
/** Times. */
const MUCH_MORE = 1.25;

const OUTCOMES: Record<ReturnType<typeof testOutcome>, Style> = {
  inconclusive: 'yellow',
  'to be answered': 'yellow',
  passed: 'green',
  failed: ['red', 'bold'],
  skipped: 'yellow',
  unfinished: 'red',
};
const VERDICTS: Record<VerdictRecord['outcome'], Style> = {
  pass: 'green',
  fail: ['red', 'bold'],
  inconclusive: 'yellow',
};

/** Turns what happens into lines that a person follows, and into one line on what is going on just now. */
export class Story {
  readonly #plot: Plot;
  readonly #audience: Audience;
  readonly #going = new Map<string, Going>();
  readonly #experiments = new Map<string, ExperimentRecord>();
  /** One of each point: they tell which points there are. */
  readonly #runs = new Map<string, Run>();
  readonly #claims: ClaimRecord[] = [];
  readonly #notes = new Set<string>();
  readonly #errors = new Set<string>();
  readonly #forecast: Forecast;
  #heading: string | undefined;
  #file: string | undefined;
  /** When it was last said, in a line that stays, how long the run goes on. */
  #saidLeft: Date | undefined;

  constructor(plot: Plot, audience: Audience) {
    this.#plot = plot;
    this.#forecast = new Forecast(plot.files, plot.earlier);
    for (const one of plot.experiments ?? []) this.#experiments.set(one.id, one);
    this.#audience = audience;
  }

  /** The lines that an event is worth. */
  hear(entry: Entry): string[] {
    this.#forecast.hear(entry);
    return this.#told(entry);
  }

  #told({ at, event }: Entry): string[] {
    const { paint } = this.#audience;
    switch (event.type) {
      case 'testbed':
        return hang(`Testbed  ${testbedLine(event.testbed)}`, this.#audience.columns);
      case 'exercise':
        if (this.#heading === event.id) return [];
        this.#heading = event.id;
        return [
          '',
          ...hang(`${inline(event.id)}  ${inline(event.title)}`, this.#audience.columns).map((line) =>
            paint('bold', line),
          ),
        ];
      case 'plan':
        return this.#leftLine(at);
      case 'begun': {
        const seconds = this.#forecast.seconds(event.what, event.seconds);
        this.#going.set(event.activity, { what: event.what, seconds, since: at });
        return this.#audience.live ? [] : this.#line(at, `${inline(event.what)}${aboutText(seconds)} ...`);
      }
      case 'done':
        return this.#over(event.activity, at, inline(event.result));
      case 'broken':
        return this.#over(event.activity, at, paint('red', inline(event.reason)));
      case 'experiment':
        this.#experiments.set(event.experiment.id, event.experiment);
        return [];
      case 'run': {
        const { experiment, arm, workload, at: levels } = event.run.key;
        this.#runs.set(JSON.stringify([experiment, arm, workload, levels]), event.run);
        return [];
      }
      case 'claim': {
        this.#claims.push(event.claim);
        const { outcome, reason } = event.claim.verdict;
        const because = outcome === 'inconclusive' ? this.#once(reason) : '';
        const word = decides(event.claim) ? paint(VERDICTS[outcome], outcome) : `${outcome} (shown only)`;
        return this.#line(at, `${word}  ${statementOf(event.claim, this.#declared())}${inline(because)}`);
      }
      case 'test':
        return this.#test(at, event);
      case 'trouble':
        return this.#block(event.text);
      default:
        return [];
    }
  }

  startFile(path: string, at: Date): void {
    this.#file = path;
    this.#forecast.startFile(path, at);
  }

  /** What was measured at which point, as claims are about. */
  #declared = () => {
    const declared = { experiments: [...this.#experiments.values()], runs: [...this.#runs.values()] };
    return { ...declared, series: seriesOf(declared) };
  };

  /** What goes on, how far it is, and how long it may still take: the most of it that has room, and nothing cut. */
  status(now: Date): string {
    const going = [...this.#going.values()].at(-1);
    const index = this.#file === undefined ? 0 : this.#plot.files.indexOf(this.#file) + 1;
    const left = this.#leftText(now);
    const place = index > 0 ? `${index} of ${this.#plot.files.length}` : undefined;
    const what = going && inline(going.what);
    const far = going && `${what}, ${farText(going, now)}`;
    const lines = [[place, left, far], [left, far], [left, what], [what], [place, left], [left], []].map((parts) =>
      [clock(secondsBetween(this.#plot.began, now)).padStart(MARGIN - 2), ...parts]
        .filter((part) => part !== undefined)
        .join('  '),
    );
    return lines.find((line) => width(line) < this.#audience.columns) ?? '';
  }

  #test(at: Date, { exercise, test }: EventOf<'test'>): string[] {
    const outcome = testOutcome(
      test,
      this.#claims.filter((claim) => claim.exercise === exercise),
    );
    const fresh = test.errors.filter((error) => !this.#errors.has(error));
    for (const error of fresh) this.#errors.add(error);
    const isTold = test.errors.length > 0 && fresh.length === 0;
    const why = isTold ? ': as above' : this.#whyText(outcome, test.note);
    const line = this.#line(at, `${this.#audience.paint(OUTCOMES[outcome], outcome)}  ${inline(test.name)}${why}`);
    return [...line, ...fresh.flatMap((error) => this.#block(error))];
  }

  /** Once: of what is inconclusive the verdict has said it, and what many tests lack is told at the first. */
  #whyText(outcome: ReturnType<typeof testOutcome>, note: string | undefined): string {
    if (note === undefined || outcome === 'inconclusive') return '';
    if (outcome !== 'to be answered') return this.#once(note);
    const isTold = this.#notes.has(note);
    this.#notes.add(note);
    return isTold ? '' : `: ${inline(note.replace(`${NOT_ANSWERED}: `, ''))}`;
  }

  #once(reason: string): string {
    const isTold = this.#notes.has(reason);
    this.#notes.add(reason);
    return isTold ? ': as above' : `: ${inline(reason)}`;
  }

  /** An error, set off from the story, its first line in red. */
  #block(text: string): string[] {
    const [first = '', ...rest] = plain(text).split('\n');
    const lines = [this.#audience.paint('red', first), ...rest].map((line) => `${' '.repeat(MARGIN)}${line}`);
    return ['', ...lines.flatMap((line) => hang(line, this.#audience.columns)), ''];
  }

  #over(activity: string, at: Date, result: string): string[] {
    const going = this.#going.get(activity);
    this.#going.delete(activity);
    if (going === undefined) return [];
    // A result that is a time itself wants no second one beside it.
    const took = /\d s$/.test(result) ? '' : ` (${duration(secondsBetween(going.since, at))})`;
    return this.#line(at, `${inline(going.what)}: ${result}${this.#audience.paint('dim', took)}`);
  }

  #leftText(now: Date): string | undefined {
    const left = this.#forecast.left(now);
    return left && leftText(left);
  }

  /** For whoever reads the lines alone, a minute apart at the least; on a terminal that can change a line, once. */
  #leftLine(at: Date): string[] {
    const left = this.#leftText(at);
    const isNews =
      this.#saidLeft === undefined || (!this.#audience.live && secondsBetween(this.#saidLeft, at) >= LEFT_APART);
    if (left === undefined || !isNews) return [];
    this.#saidLeft = at;
    return this.#line(at, this.#audience.paint('dim', left));
  }

  #line(at: Date, text: string): string[] {
    const margin = clock(secondsBetween(this.#plot.began, at)).padStart(MARGIN - 2);
    const [first = '', ...rest] = hang(text, this.#audience.columns - MARGIN);
    return [`${this.#audience.paint('dim', margin)}  ${first}`, ...rest.map((part) => ' '.repeat(MARGIN) + part)];
  }
}

/** A range once it says something else than its lower end: boots may be added while a claim is open. */
function leftText({ seconds, most, atLeast }: Left): string {
  if (atLeast) return `at least ${roughly(seconds)} left`;
  const isRange = most > MUCH_MORE * seconds;
  return isRange ? `${roughly(seconds)} to ${roughly(most)} left` : `about ${roughly(seconds)} left`;
}

const aboutText = (seconds: number | undefined) => (seconds === undefined ? '' : `, about ${roughly(seconds)}`);

/** What takes longer than it should is not told by a guess that was wrong. */
function farText({ seconds, since }: Going, now: Date): string {
  const gone = secondsBetween(since, now);
  const so = Math.floor(gone);
  return seconds === undefined || gone > seconds + 1 ? `${so} s` : `${so} of about ${roughly(seconds)}`;
}
