import type { EventOf } from '../../record/journal/journal.ts';
import type { ExperimentRecord } from '../../record/schema/run.ts';

type Heard = EventOf<'experiment' | 'unit' | 'block ended'>;

/** How long boots may still be added to the experiment that is performed just now, while a claim of it is open. */
export class Budgets {
  #now: Pick<ExperimentRecord, 'id' | 'boots' | 'budget'> | undefined;
  readonly #added = new Set<number>();
  #spent = 0;

  hear(event: Heard): void {
    if (event.type === 'experiment') {
      this.#now = event.experiment;
      this.#added.clear();
      this.#spent = 0;
      return;
    }
    if (event.type === 'unit') {
      const { experiment, boot, block } = event.unit;
      if (experiment === this.#now?.id && boot > this.#now.boots) this.#added.add(block);
      return;
    }
    if (event.experiment === this.#now?.id && this.#added.has(event.block)) this.#spent += event.seconds;
  }

  /** In seconds. */
  get left(): number {
    return Math.max(0, (this.#now?.budget?.seconds ?? 0) - this.#spent);
  }
}
