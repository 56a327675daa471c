import type { RunRecord } from '../../record/schema/record.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { brokenEnd } from '../evidence/broken-end.ts';
import { JOURNAL, type Remark, type Submission } from '../regrade/submission.ts';

/**
 * A block is begun again only where the run was resumed, or where its testbed was lost, which the record tells in a
 * note. On the nested testbed alone: no other one can be had afresh.
 */
export function* checkLost({ record, journal, files }: Submission): Generator<Remark> {
  const begun = new Set<string>();
  let from = 0;
  for (const [index, { event }] of journal.entries()) {
    if (event.type !== 'block') continue;
    const block = `block ${event.block} of ${event.experiment}`;
    const between = journal.slice(from, index).map((entry) => entry.event);
    if (begun.has(block) && !between.some(({ type }) => type === 'resumed')) {
      const booted = between.flatMap((one) => (one.type === 'machine' ? [one.machine.id] : []));
      const last = record.machines.filter(({ id }) => booted.includes(id)).at(-1);
      if (record.testbed?.kind !== 'nested' || !isTold(record))
        yield discrepancy(
          'order',
          { where: block, file: JOURNAL },
          'lost with its testbed',
          last === undefined ? 'nothing that died' : `${last.id}: ${last.ended}`,
        );
      else
        yield {
          told: `${block} was begun again, since its testbed was lost: ${last === undefined ? UNSEEN : shownBy(last)}`,
        };
    }
    begun.add(block);
    from = index;
  }

  function shownBy(machine: RunRecord['machines'][number]): string {
    const shown = brokenEnd(files, machine);
    return shown === undefined ? UNSEEN : `of ${machine.id}, ${shown}`;
  }
}

/** A machine that hangs between two commands leaves no trace on its console, so this accuses nobody. */
const UNSEEN = 'nothing shows it but the note of the record';

const isTold = ({ exercises }: RunRecord): boolean =>
  exercises.some(({ findings }) => findings.some((one) => one.kind === 'note' && one.rows !== undefined));
