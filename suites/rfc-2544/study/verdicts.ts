// How a statement of the study that is no comparison of two devices is judged, and told.

import { median, type RunRecord } from '../../../fixtures/lab.ts';
import { armOf, type Run } from './figures.ts';
import { emulated, paravirtual } from './statements.ts';

/** With the reason where it is not reproduced. */
export type Verdict = 'reproduced' | `not reproduced: ${string}` | `inconclusive: ${string}`;
export type Open = (verdict: Verdict) => Verdict;

type Booted = Pick<RunRecord, 'units' | 'machines'>;

/** The study’s computers had KVM: where TCG ran the guests, nothing that it states is decided. */
export function openUnderTcg(record: Booted, runs: readonly Run[]): Open {
  const isTranslated = accelerators(record, runs, [paravirtual, emulated]).includes('tcg');
  return (verdict) =>
    isTranslated ? 'inconclusive: TCG ran the guests here, and the study’s computers had KVM' : verdict;
}

/** Who shares its CPUs with other programs has fewer of them than it would take: so much of one says nothing then. */
export function openUnlessQuiet({ quiet }: Pick<RunRecord, 'quiet'>, experiment: string): Open {
  const disturbed = quiet.find((one) => one.experiment === experiment && !one.quiet);
  return (verdict) =>
    disturbed === undefined || verdict.startsWith('inconclusive')
      ? verdict
      : 'inconclusive: the testbed was not quiet, and other programs took of its CPUs';
}

/** Of the machines of these arms' units. */
export function accelerators(
  { units, machines }: Pick<RunRecord, 'units' | 'machines'>,
  runs: readonly Run[],
  arms: readonly string[],
): readonly ('kvm' | 'tcg')[] {
  const opened = new Set(runs.filter((run) => arms.includes(armOf(run))).map(({ unit }) => unit));
  const ids = new Set(units.filter(({ id }) => opened.has(id)).flatMap((unit) => unit.machines));
  return [...new Set(machines.filter(({ id }) => ids.has(id)).map(({ accelerator }) => accelerator))];
}

/** `Not reproduced: …` */
export const said = (verdict: Verdict): string => `${verdict.slice(0, 1).toUpperCase()}${verdict.slice(1)}.`;

const whole = (value: number) => String(Math.round(value));

/** `12 to 35 %` */
export function range(shares: readonly number[]): string {
  const [least, most] = [Math.min(...shares), Math.max(...shares)].map(whole);
  return least === most ? `${least} %` : `${least} to ${most} %`;
}

export const percent = (shares: readonly number[]): string => `${whole(median(shares))} %`;
