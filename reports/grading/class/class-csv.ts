import { plain } from '../../wording/text.ts';
import { type About, commitText, qemuText, stateText } from '../assessment/about.ts';
import { type Assessment, discrepancyCount, isRead, type Outcome } from '../assessment/assessment.ts';
import { signingText } from '../bundle/signature.ts';

type Column = readonly [head: string, of: (assessment: Assessment) => string | number];

const about = (head: string, of: (about: About) => string): Column => [head, (one) => of(one.about)];

const COLUMNS: readonly Column[] = [
  ['run', ({ run }) => run],
  ['student', ({ student }) => student],
  ['team', ({ team }) => team],
  ['signature', ({ signing }) => signingText(signing)],
  ['discrepancies', discrepancyCount],
  ['earned', ({ grade }) => grade.earned],
  ['graded', ({ grade }) => grade.graded],
  ['by hand', ({ grade }) => grade.byHand],
  ['not yet graded', ({ grade }) => grade.open],
  ['terms not met', ({ unmet }) => unmet.join('\n')],
  about('begun', ({ startedAt }) => startedAt),
  about('state', stateText),
  about('pace', ({ pace }) => pace),
  about('commit', commitText),
  about('qemu', qemuText),
  about('testbed', ({ testbed }) => testbed),
  ['left out', ({ leftOut }) => leftOut.join('\n')],
];

/** One line for each bundle (RFC 4180), safe to open in a spreadsheet. `missing`: of whom there is none. */
export function classCsv(outcomes: readonly Outcome[], missing: readonly string[] = []): string {
  const head = ['bundle', ...COLUMNS.map(([name]) => name), 'problem'];
  const rows = outcomes.map((outcome) => [
    outcome.source,
    ...COLUMNS.map(([, of]) => (isRead(outcome) ? of(outcome) : '')),
    isRead(outcome) ? '' : `not yet graded: ${outcome.problem}`,
  ]);
  const student = head.indexOf('student');
  const nothing = missing.map((id) =>
    head.map((_, index) => (index === student ? id : index === 0 ? 'no bundle' : '')),
  );
  return [head, ...rows, ...nothing].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/**
 * A text that a spreadsheet would take for a formula is made a text (OWASP, "CSV Injection"). Where its language has
 * semicolons or tabs between cells it takes no notice of our quotes, so neither stands in any.
 */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = plain(value).trim().replaceAll('\n', ' / ').replaceAll(';', ',');
  const inert = FORMULA.test(text.slice(0, LOOKED_AT).normalize('NFKC')) ? `'${text}` : text;
  return `"${inert.replaceAll('"', '""')}"`;
}

const LOOKED_AT = 50;
/** Signs of full width are the plain ones by then. */
const FORMULA = /^[\s"']*[=+\-@|%−]/;
