import type { ExerciseState } from '../exercise-state.ts';
import { type Html, html } from './markup.ts';

/** A sign beside the word, so that a state is told neither by its colour nor by its sign alone. */
const SIGNS: Readonly<Record<ExerciseState, string>> = {
  passed: '✓',
  failed: '✗',
  unfinished: '✗',
  inconclusive: '?',
  'to be answered': '…',
  skipped: '–',
  'partly skipped': '–',
  'not run': '–',
};

export const stateHtml = (state: ExerciseState): Html =>
  html`<span class="state ${state.replaceAll(' ', '-')}"><span aria-hidden="true">${SIGNS[state]}</span> ${state}</span>`;
