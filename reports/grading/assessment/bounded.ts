import { plain } from '../../wording/text.ts';
import type { Discrepancy } from '../bundle/discrepancy.ts';
import type { Assessment } from './assessment.ts';
import type { GradedItem } from './grade.ts';

/** Discrepancies of one bundle that anybody reads; of the others, how many there are. */
const MOST_DISCREPANCIES = 200;
const MOST_UNCHECKED = 100;
/** Outputs, words and figures by which copies are found. A run of Studio 15 has some 100 of each, and 900 figures. */
const MOST_MARKS = 5000;
/** Characters of one text. */
const LONGEST = 600;

/**
 * What a stranger wrote, cut to what a person can read, in few enough pieces: whoever shows, sorts or compares it
 * afterwards need bound nothing. To be called where the bundle is read, in its worker.
 */
export function bounded(assessment: Assessment): Assessment {
  const { source, run, student, team, signing, discrepancies, unchecked, leftOut, grade, rawDigests, marks } =
    assessment;
  return {
    ...{ source, signing, run: short(run), student: short(student), team: short(team), unmet: assessment.unmet },
    about: { ...assessment.about, ...aboutTexts(assessment) },
    discrepancies: discrepancies.slice(0, MOST_DISCREPANCIES).map(shortDiscrepancy),
    more: assessment.more + Math.max(0, discrepancies.length - MOST_DISCREPANCIES),
    unchecked: firstOf(unchecked.map(short)),
    leftOut: leftOut.map(short),
    grade: { ...grade, items: grade.items.map(shortItem) },
    rawDigests: rawDigests.slice(0, MOST_MARKS),
    marks: {
      words: marks.words.slice(0, MOST_MARKS).map(short),
      units: boundedUnits(marks.units),
    },
  };
}

function boundedUnits(units: Assessment['marks']['units']): Assessment['marks']['units'] {
  let left = MOST_MARKS;
  return units.slice(0, MOST_MARKS).map(({ place, figures }) => {
    const some = figures.slice(0, left);
    left -= some.length;
    return { place: short(place), figures: some.map(([name, value, metric]) => [short(name), value, short(metric)]) };
  });
}

/** Fit to be shown, and no longer than a person reads. */
function short(text: string): string {
  const shown = plain(text.slice(0, LONGEST * 4)).trim();
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
}

const firstOf = (texts: readonly string[]): string[] =>
  texts.length > MOST_UNCHECKED
    ? [...texts.slice(0, MOST_UNCHECKED), `and ${texts.length - MOST_UNCHECKED} more`]
    : [...texts];

function aboutTexts({ about: { commit, endedAt, ...about } }: Assessment) {
  return {
    startedAt: moment(about.startedAt),
    ...(endedAt !== undefined && { endedAt: moment(endedAt) }),
    ...(commit !== undefined && { commit: short(commit) }),
    ...{ pace: short(about.pace), qemu: short(about.qemu), testbed: short(about.testbed) },
  };
}

/** ISO 8601 sets no limit to the digits of a second. */
const moment = (time: string): string => new Date(time).toISOString();

const shortDiscrepancy = ({ check, where, claimed, found, file }: Discrepancy): Discrepancy => ({
  ...{ check, where: short(where), claimed: short(claimed), found: short(found), file: short(file) },
});

const shortItem = (item: GradedItem): GradedItem => ({
  ...{ ...item, exercise: short(item.exercise), what: short(item.what), why: short(item.why) },
  ...(item.remedy !== undefined && { remedy: short(item.remedy) }),
});
