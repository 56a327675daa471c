import { likeness, marksOf, Numbers } from '../assessment/marks.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { portsIn } from '../evidence/raw-output.ts';
import type { Grounds } from '../regrade/grounds.ts';
import { RECORD, type Remark } from '../regrade/submission.ts';

/**
 * Of two boots in one place of an experiment this share of the figures is equal to the last digit where one is a copy.
 * In 24 honest pairs, of four runs of Studio 15 and rfc-2544, none was. How near they are says nothing: a quiet
 * computer measures the same again.
 */
const EQUAL = { share: 1 / 3, of: 12 };

/** A boot that went well does not stand for another one. */
export function* checkBoots({ submission: { record, files } }: Grounds): Generator<Remark> {
  const { units } = marksOf(
    record,
    [],
    portsIn((path) => files.get(path)?.toString('utf8') ?? ''),
  );
  const numbers = new Numbers();
  const boots = units.map((unit, index) => ({
    unit: record.units[index],
    place: unit.place,
    of: numbers.sorted([unit]),
  }));
  for (const group of Map.groupBy(boots.slice(0, MOST_BOOTS), ({ place }) => place).values())
    for (const [index, later] of group.entries())
      for (const earlier of group.slice(0, index)) {
        const { equal, shared } = likeness(later.of, earlier.of);
        if (shared < EQUAL.of || equal < EQUAL.share || later.unit === undefined) continue;
        const found = `${Math.round(equal * 100)} % of ${shared} times and counts are those of ${earlier.unit?.id}`;
        yield discrepancy('copy', { where: later.unit.id, file: RECORD }, 'a boot of its own', found);
      }
}

/** A run of more costs the grader no more. */
const MOST_BOOTS = 500;
