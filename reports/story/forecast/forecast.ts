import type { EventOf, JournalEvent } from '../../record/journal/journal.ts';
import type { Entry } from '../../record/journal/journal-file.ts';
import { Budgets } from './budgets.ts';
import { Durations, secondsBetween } from './durations.ts';
import { type Earlier, settingsText } from './last-durations.ts';

/**
 * How many times its guess a thing takes where the guests are emulated, or the computer on which they run is; seen: 2
 * to 5.
 */
const EMULATED = 2.5;

interface Visits {
  readonly left: NonNullable<EventOf<'plan'>['visits']>;
  readonly since: Date;
}

/** What is left of a run, in seconds. */
export interface Left {
  readonly seconds: number;
  /** With all boots that may be added while a claim is open. */
  readonly most: number;
  /** There is more to come of which nobody knows how long it takes. */
  readonly atLeast: boolean;
}

/**
 * How long what a run does takes: by what it took in this run, else in an earlier one like it, else by the lab's guess,
 * which is put right by how good the guesses before were.
 */
export class Forecast {
  readonly #now = new Durations();
  readonly #budgets = new Budgets();
  readonly #files: readonly string[];
  /** The run before this one; undefined from the moment that this one is seen to be another kind of run. */
  #earlier: Earlier | undefined;
  #isAlike = false;
  #emulated = false;
  #visits: Visits | undefined;
  #file: { readonly path: string; readonly since: Date } | undefined;

  /** @param files those of the run, in their order */
  constructor(files: readonly string[], earlier?: Earlier) {
    this.#files = files;
    this.#earlier = earlier;
  }

  hear(entry: Entry): void {
    this.#now.hear(entry);
    const { at, event } = entry;
    if (event.type === 'settings' || event.type === 'testbed') this.#learnKind(event);
    if (event.type === 'exercise') this.#visits = undefined;
    if (event.type === 'experiment' || event.type === 'unit' || event.type === 'block ended') this.#budgets.hear(event);
    if (event.type === 'plan') this.#visits = event.visits && { left: event.visits, since: at };
  }

  startFile(path: string, at: Date): void {
    this.#file = { path, since: at };
  }

  /** Undefined where nobody has a guess. */
  seconds(what: string, guess?: number): number | undefined {
    const { durations: earlier } = this.#alike ?? {};
    return (
      this.#now.of(what) ??
      earlier?.of(what) ??
      this.#now.ofKind(what) ??
      earlier?.ofKind(what) ??
      (guess === undefined ? undefined : guess * this.#times)
    );
  }

  /** What is left of the whole run; undefined before anything is known of it. */
  left(now: Date): Left | undefined {
    const index = this.#file === undefined ? 0 : this.#files.indexOf(this.#file.path);
    const current = this.#leftOfFile(this.#files[index], now);
    const later = this.#files.slice(index + 1);
    const known = later.map((file) => this.#alike?.files.get(file));
    if (current === undefined) return undefined;
    const suite = (file = '') => file.split('/').slice(0, -1).join('/');
    const seconds = known.reduce((sum: number, each = 0) => sum + each, current);
    return {
      seconds,
      most: seconds + (this.#visits === undefined ? 0 : this.#budgets.left),
      // The exercises of a suite mostly look at what its first ones have measured.
      atLeast: later.some((file, place) => known[place] === undefined && suite(file) !== suite(this.#files[index])),
    };
  }

  #leftOfFile(file: string | undefined, now: Date): number | undefined {
    if (this.#visits !== undefined) return this.#leftOfVisits(this.#visits, now);
    const seconds = this.#alike?.files.get(file ?? '');
    if (seconds === undefined) return undefined;
    return Math.max(0, seconds - (this.#file === undefined ? 0 : secondsBetween(this.#file.since, now)));
  }

  #leftOfVisits({ left, since }: Visits, now: Date): number {
    const each = left.map(({ arm, seconds, times }) => ({ times, seconds: this.#ofVisit(arm, seconds) }));
    const all = each.reduce((sum, { times, seconds }) => sum + times * seconds, 0);
    return all - Math.min(secondsBetween(since, now), each[0]?.seconds ?? 0);
  }

  #ofVisit(arm: string, guess: number): number {
    return this.#now.ofVisit(arm) ?? this.#alike?.durations.ofVisit(arm) ?? guess * this.#times;
  }

  get #times(): number {
    return this.#now.times ?? (this.#emulated ? EMULATED : 1);
  }

  get #alike(): Earlier | undefined {
    return this.#isAlike ? this.#earlier : undefined;
  }

  #learnKind(event: Extract<JournalEvent, { type: 'settings' | 'testbed' }>): void {
    if (event.type === 'settings') {
      if (event.settings['LAB_ACCEL'] === 'tcg') this.#emulated = true;
      if (this.#earlier?.settings !== settingsText(event.settings)) this.#earlier = undefined;
      return;
    }
    const { kind, name, abilities } = event.testbed;
    if (kind === 'nested' || abilities?.['kvm']?.works === false) this.#emulated = true;
    this.#isAlike = this.#earlier?.testbed === `${kind} ${name}`;
  }
}
