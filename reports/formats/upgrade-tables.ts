import type { ChangeRecord, EffectRecord, UpgradeCheck } from '../record/schema/upgrade-check.ts';
import { CHANGE_WORDS, changedBy, differenceText, inOrder } from '../wording/changes.ts';
import type { Grid } from '../wording/grid.ts';
import { counted, number, percent } from '../wording/numbers.ts';

/** What a reader must know in five seconds: `1 of 3 metrics is worse; 1 is not known`. */
export function upgradeSummary({ effects: [whole] }: UpgradeCheck): string {
  const { changes, unjudged } = whole ?? { changes: [], unjudged: [] };
  const count = (outcome: ChangeRecord['outcome']) => changes.filter((change) => change.outcome === outcome).length;
  const worse = count('regression');
  const open = count('inconclusive') + unjudged.length;
  const all = counted(changes.length + unjudged.length, 'metric');
  const rest = [
    [open, 'not known'],
    [count('improvement'), 'better'],
    [count('no change'), 'unchanged'],
  ] as const;
  const first = `${worse === 0 ? 'none' : worse} of ${all} ${worse > 1 ? 'are' : 'is'} worse`;
  return [first, ...rest.flatMap(([some, word]) => (some === 0 ? [] : [`${some} ${word}`]))].join('; ');
}

/** What was compared with what; a part in which the two differ stands out. */
export const stacksGrid = ({ stacks }: UpgradeCheck): Grid => ({
  head: ['', 'before', 'after', ''],
  rows: stacks.map(({ part, before, after }) => [
    part,
    before,
    before === after ? after : { text: after, as: 'strong' },
    before === after ? 'the same' : 'another',
  ]),
});

export const changesGrid = (changes: readonly ChangeRecord[]): Grid => ({
  head: ['', 'verdict', 'before', 'after', 'change', 'why'],
  rows: changes.map(({ name, metric, outcome, before, after, comparison, apart, reason, remedy }) => [
    name,
    CHANGE_WORDS[outcome],
    `${number(before)} ${metric.unit}`,
    `${number(after)} ${metric.unit}`,
    changedBy(comparison, metric, apart),
    remedy === undefined ? reason : `${reason}; ${remedy}`,
  ]),
});

/** Which part of the stack a change comes with; undefined where its parts were not measured, or nothing moved. */
export function attribution(change: ChangeRecord, parts: readonly EffectRecord[]): string | undefined {
  const moved = change.outcome === 'regression' || change.outcome === 'improvement';
  if (!moved || parts.length === 0) return undefined;
  const alone = parts.map(({ title, changes }) => ({
    title,
    outcome: changes.find(({ name }) => name === change.name)?.outcome,
  }));
  const same = alone
    .filter(({ outcome }) => outcome === change.outcome)
    .map(({ title }) => title.replace(/^The /, 'the '));
  const open = alone.some(({ outcome }) => outcome === undefined || outcome === 'inconclusive');
  if (same.length > 0) return `the same with ${same.join(', and with ')}`;
  return open ? 'not known which part does it' : 'no part alone does it';
}

/** What each part did to each metric, beside the whole. */
export function partsGrid({ title, changes }: EffectRecord, parts: readonly EffectRecord[]): Grid {
  const cell = (change: ChangeRecord | undefined) =>
    change === undefined
      ? 'not measured'
      : `${CHANGE_WORDS[change.outcome]}, ${differenceText(change.comparison, change.metric)}`;
  return {
    head: ['', title, ...parts.map((part) => part.title)],
    rows: inOrder(changes).map((change) => [
      change.name,
      cell(change),
      ...parts.map((part) => cell(part.changes.find(({ name }) => name === change.name))),
    ]),
  };
}

/** How the judgement guards against chance among many metrics. */
export function correctionText({ within, effects: [whole] }: UpgradeCheck): string {
  const many = counted(whole?.changes.length ?? 0, 'metric');
  return (
    `A change counts from ${percent(within)} on. Judged together: ${many}, corrected by the false discovery rate ` +
    '(Benjamini and Hochberg 1995), their intervals by the false coverage rate (Benjamini and Yekutieli 2005).'
  );
}
