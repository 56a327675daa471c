import type { Standing } from '../record/views/standing.ts';
import { type Html, html, type Part } from './markup.ts';

/** A sign beside the word, so that a state is told neither by its colour nor by its sign alone. */
const SIGNS = {
  measured: '✓',
  failed: '✗',
  unfinished: '✗',
  inconclusive: '?',
  skipped: '–',
  'partly skipped': '–',
  'not run': '–',
  answered: '✓',
  'to be answered': '✎',
} as const satisfies Record<NonNullable<Standing['measured'] | Standing['answered']>, string>;

export const stateHtml = (state: keyof typeof SIGNS): Html =>
  html`<span class="state ${state.replaceAll(' ', '-')}"><span aria-hidden="true">${SIGNS[state]}</span> ${state}</span>`;

/** Whether it is measured, and whether it is answered: two things, since either may be missing. */
export const standingHtml = ({ measured, answered }: Standing): Part => [
  measured !== undefined && stateHtml(measured),
  answered !== undefined && [' ', stateHtml(answered)],
];

const OUTCOMES = { pass: ['✓', 'PASS'], fail: ['✗', 'FAIL'], inconclusive: ['?', 'INCONCLUSIVE'] } as const;

export function outcomeHtml(outcome: keyof typeof OUTCOMES): Html {
  const [sign, word] = OUTCOMES[outcome];
  return html`<b class="ruled ${outcome}"><span aria-hidden="true">${sign}</span> ${word}</b>`;
}
