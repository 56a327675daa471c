import { signingText } from '../bundle/signature.ts';
import { plain } from '../formats/text.ts';
import { isRead, type Outcome } from './assessment.ts';

const HEAD = [
  'bundle',
  'run',
  'student',
  'team',
  'signature',
  'discrepancies',
  'earned',
  'graded',
  'by hand',
  'not yet graded',
  'problem',
];

/** One line for each bundle (RFC 4180), safe to open in a spreadsheet. */
export function classCsv(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((outcome) => {
    if (!isRead(outcome)) return [outcome.source, '', '', '', '', '', '', '', '', '', outcome.problem];
    const { source, run, student, team, signing, discrepancies, grade } = outcome;
    const { earned, graded, byHand, open } = grade;
    return [source, run, student, team, signingText(signing), discrepancies.length, earned, graded, byHand, open, ''];
  });
  return [HEAD, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A text that a spreadsheet would take for a formula is made a text (OWASP, "CSV Injection"). */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = plain(value).replaceAll('\n', '; ').trim();
  const inert = /^[=+\-@\t\r|%＝＋－＠]/.test(text) ? `'${text}` : text;
  return `"${inert.replaceAll('"', '""')}"`;
}
