import { plain } from '../../wording/text.ts';
import { isRead, type Outcome, remarksOf, settledItems } from '../assessment/assessment.ts';

/** The project's version of check50's report, which is all that `version` tells its readers. */
const VERSION = '4.0.0';

/** check50's JSON report (`--output json`): what is not yet graded is neither passed nor failed, but null. */
export function check50(outcome: Outcome, slug: string) {
  const items = isRead(outcome) ? settledItems(outcome) : [];
  return {
    slug,
    version: VERSION,
    results: [
      bundleResult(outcome),
      ...items.map(({ exercise, what, points, earned, state, why, remedy }, index) => {
        const passed = earned === undefined ? null : earned >= points;
        const told = state === 'graded' ? `${earned} of ${points} points: ${why}` : `${state}: ${why}`;
        const help = remedy === undefined ? {} : { help: plain(remedy) };
        const cause = passed === true ? undefined : { rationale: plain(told), ...help };
        return { ...resultOf(`item${index + 1}`, `${exercise}: ${what}`, passed, cause), log: [plain(told)] };
      }),
    ],
  };
}

/** One that cannot be read has neither passed nor failed. */
function bundleResult(outcome: Outcome) {
  const name = 'the bundle agrees with itself';
  if (!isRead(outcome))
    return resultOf('bundle', name, null, { rationale: plain(`not yet graded: ${outcome.problem}`) });
  const told = outcome.discrepancies.map(({ check, where }) => `${check}: ${where}`).join('\n');
  const cause = told === '' ? undefined : { rationale: plain(told) };
  return { ...resultOf('bundle', name, told === '', cause), log: remarksOf(outcome).map(plain) };
}

function resultOf(name: string, description: string, passed: boolean | null, cause?: Readonly<Record<string, string>>) {
  const empty = { log: [] as string[], data: {}, dependency: null };
  return { name, description: plain(description), passed, cause: cause ?? null, ...empty };
}
