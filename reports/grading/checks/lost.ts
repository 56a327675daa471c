import type { JournalEvent } from '../../record/journal/journal.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { brokenEnd } from '../evidence/broken-end.ts';
import { JOURNAL, type Remark, type Submission } from '../regrade/submission.ts';

/**
 * A block is begun again only where the run was resumed, or where its testbed was lost, which the journal tells
 * before it. On the nested testbed alone: no other one can be had afresh.
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
      if (record.testbed?.kind !== 'nested' || !between.some(isLoss))
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

/** The unit that was given up, or, where none was open yet, the note with the state of the testbed. */
const isLoss = (event: JournalEvent): boolean =>
  event.type === 'lost' ||
  (event.type === 'finding' && event.finding.kind === 'note' && event.finding.rows !== undefined);
