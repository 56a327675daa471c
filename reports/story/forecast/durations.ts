import type { Entry } from '../../record/journal/journal-file.ts';

interface Mean {
  readonly sum: number;
  readonly count: number;
}

/** What the things that a run does took, by their names: out of its journal, as it is heard. */
export class Durations {
  readonly #means = new Map<string, Mean>();
  readonly #going = new Map<
    string,
    { readonly what: string; readonly guess: number | undefined; readonly since: Date }
  >();
  #visit: { readonly arm: string; readonly guess: number; readonly since: Date } | undefined;
  #guessed = 0;
  #taken = 0;

  hear({ at, event }: Entry): void {
    switch (event.type) {
      case 'begun':
        this.#going.set(event.activity, { what: event.what, guess: event.seconds, since: at });
        return;
      case 'done': {
        const going = this.#going.get(event.activity);
        if (going === undefined) return;
        this.#going.delete(event.activity);
        const seconds = secondsBetween(going.since, at);
        for (const name of [nameOf(going.what), kindOf(going.what)]) this.#add(name, seconds);
        this.#guessed += going.guess ?? 0;
        if (going.guess !== undefined) this.#taken += seconds;
        return;
      }
      case 'broken':
        this.#going.delete(event.activity);
        // A visit in which something broke tells of no other one.
        this.#visit = undefined;
        return;
      case 'plan': {
        if (this.#visit !== undefined) this.#add(visitOf(this.#visit.arm), secondsBetween(this.#visit.since, at));
        const [now] = event.visits ?? [];
        this.#visit = now && { arm: now.arm, guess: now.seconds, since: at };
        return;
      }
      case 'exercise':
        this.#visit = undefined;
    }
  }

  /** What this very thing took, whichever boot it was on. */
  of(what: string): number | undefined {
    return this.#mean(nameOf(what));
  }

  /** What all things of its kind took: any boot, a tool anywhere. */
  ofKind(what: string): number | undefined {
    return this.#mean(kindOf(what));
  }

  /** What an arm took from its opening to its close. */
  ofVisit(arm: string): number | undefined {
    return this.#mean(visitOf(arm));
  }

  /** How many times what was guessed all took; undefined before anything was done. */
  get times(): number | undefined {
    return this.#guessed > 0 ? this.#taken / this.#guessed : undefined;
  }

  #add(name: string, seconds: number): void {
    const { sum, count } = this.#means.get(name) ?? { sum: 0, count: 0 };
    this.#means.set(name, { sum: sum + seconds, count: count + 1 });
  }

  #mean(name: string): number | undefined {
    const mean = this.#means.get(name);
    return mean && mean.sum / mean.count;
  }
}

export const secondsBetween = (from: Date, to: Date): number => Math.max(0, (to.getTime() - from.getTime()) / 1000);

/** `fio read on studio-15/virtio#2` is what it was on `#1`. */
const nameOf = (what: string): string => what.replaceAll(/#\d+/g, '');
const kindOf = (what: string): string => `any ${/^boot /.test(what) ? 'boot' : (what.split(' on ')[0] ?? what)}`;
const visitOf = (arm: string): string => `visit ${arm}`;
