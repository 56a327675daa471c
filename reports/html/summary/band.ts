import type { ExerciseRecord, RunRecord } from '../../record/schema/record.ts';
import { testbedLine, testbedMeaning, testbedName } from '../../wording/testbed-text.ts';
import { anchor, type Html, html } from '../markup.ts';
import { type Sentence, sentencesOf } from './sentences.ts';
import { type Summary, summaryOf } from './standing.ts';

const LOOKS: Readonly<Record<Summary['word'], readonly [sign: string, kind: string]>> = {
  PASSED: ['✓', 'pass'],
  FAILED: ['✗', 'fail'],
  INCONCLUSIVE: ['?', 'inconclusive'],
  'NOT FINISHED': ['–', 'inconclusive'],
};
const SIGNS: Readonly<Record<Sentence['kind'], string>> = {
  fail: '✗',
  inconclusive: '?',
  pass: '✓',
  found: '•',
  why: '→',
};
/** Sentences that are seen at once; the others open. */
const MOST = 8;

/** What a stranger asks first of a run: whether it passed, the points, and what to do next. */
export function bandHtml(record: RunRecord, suite: string, exercises: readonly ExerciseRecord[]): Html {
  const { word, measured, points, open, next } = summaryOf(record, suite, exercises);
  const [sign, kind] = LOOKS[word];
  return html`<section class="band ${kind}" aria-label="${suite} in short"><p class="standing"><b class="word"><span aria-hidden="true">${sign}</span> ${word}</b> ${[points ?? measured, ...open].join('; ')}.</p>
${next.map(({ text, command }, index) => html`<p class="next"><b>${index === 0 ? 'Next:' : 'Then:'}</b> ${text}${command !== undefined && html` <code>${command}</code>`}</p>`)}</section>`;
}

/** What was found, and why: a sentence each. */
export function foundHtml(record: RunRecord, exercises: readonly ExerciseRecord[]): Html {
  const sentences = sentencesOf(record, exercises);
  const rest = sentences.slice(MOST);
  return html`${sentences.length > 0 && html`<section class="found" aria-label="What was found"><ul class="sentences">${sentences.slice(0, MOST).map(sentenceHtml)}</ul>${rest.length > 0 && html`<details><summary>${rest.length} more</summary><ul class="sentences">${rest.map(sentenceHtml)}</ul></details>`}</section>`}`;
}

const sentenceHtml = ({ kind, text, exercise }: Sentence): Html =>
  html`<li class="${kind}"><span class="sign-of" aria-hidden="true">${SIGNS[kind]}</span>${text} <a href="#${anchor('exercise', exercise)}">exercise ${exercise.split('/').at(-1)}</a></li>`;

/** Where it was measured, in one quiet line; why there, and what that means, for whoever opens it. */
export function testbedHtml(testbed: NonNullable<RunRecord['testbed']>): Html {
  const { cpuModel, cpus, kernel, qemu } = testbed.fingerprint;
  const [version] = qemu.version.split(' ');
  return html`<details class="testbed"><summary>Testbed: ${testbedName(testbed)}; ${cpuModel}, ${cpus} CPUs; Linux ${kernel}; QEMU ${version}</summary>
<p>${testbedLine(testbed)}.</p>${testbedMeaning(testbed).map((text) => html`<p>${text}</p>`)}</details>`;
}
