import type { RunRecord, SeriesRecord } from '../../record/schema/record.ts';
import { seriesShown } from '../../record/views/by-id.ts';
import { courseLines } from '../../wording/course.ts';
import { abilitiesGrid, runGrid, samplesGrid, seriesMeaning, settingsGrid, testbedGrid } from '../../wording/facts.ts';
import type { Grid } from '../../wording/grid.ts';
import { counted } from '../../wording/numbers.ts';
import { proofsGrid } from '../../wording/proofs.ts';
import { testbedMeaning } from '../../wording/testbed-text.ts';
import { toolsText } from '../../wording/tools.ts';
import { gridHtml } from '../grid.ts';
import { type Html, html, type Part } from '../markup.ts';
import type { Told } from '../told.ts';
import { errorHtml } from './exercise.ts';

/** Rows of one series; more of them make a page slow that nobody reads to its end. */
const MOST_SAMPLES = 200;

/** What the answers rest on: the run, its testbed and settings, each sample with the file that it was read from. */
export function appendixHtml(record: RunRecord, { apart }: Pick<Told, 'apart'>): Html {
  const { testbed, troubles } = record;
  const [series, course, proofs] = [seriesShown(record), courseLines(record), proofsGrid(record)];
  return html`<section id="appendix" aria-labelledby="title-appendix"><h2 id="title-appendix">Appendix</h2>
<h3>Run</h3>${gridHtml(runGrid(record), { caption: 'Run', quiet: true })}
${course.length > 0 && html`<ul class="course">${course.map((line) => html`<li>${line}</li>`)}</ul>`}
<h3>Testbed</h3>${testbed === undefined ? html`<p>The run opened no testbed.</p>` : testbedHtml(testbed, toolsText(record))}
${proofs !== undefined && html`<h3>Environments</h3><p>What was declared, and what was found before anything counted.</p>${gridHtml(proofs, { caption: 'Environments', quiet: true })}`}
<h3>Settings</h3>${gridHtml(settingsGrid(record), { caption: 'Settings', quiet: true })}
${series.length > 0 && html`<h3>Samples</h3>${series.map((one) => samplesHtml(one, apart))}`}
${troubles.length > 0 && html`<h3>Troubles</h3>${troubles.map((text) => errorHtml(text, 'trouble'))}`}
</section>`;
}

const testbedHtml = (testbed: NonNullable<RunRecord['testbed']>, tools: string | undefined): Part => [
  testbedMeaning(testbed).map((text) => html`<p>${text}</p>`),
  gridHtml(testbedGrid(testbed, tools), { caption: 'Testbed', quiet: true }),
  Object.keys(testbed.abilities).length > 0 &&
    gridHtml(abilitiesGrid(testbed), { caption: 'Abilities of the testbed', quiet: true }),
];

function samplesHtml(series: SeriesRecord, apart: Told['apart']): Html {
  const samples = series.samples.slice(0, MOST_SAMPLES);
  const left = series.samples.length - samples.length;
  const grid: Grid = samplesGrid({ ...series, samples });
  return html`<details class="samples"><summary>${series.id} <small>(${counted(series.samples.length, 'sample')})</small></summary>
<p>${seriesMeaning(series)}.</p>${gridHtml(grid, { caption: `Samples of ${series.id}`, quiet: true, apart })}${left > 0 && html`<p>${counted(left, 'more sample')} in <code>record.json</code>.</p>`}</details>
`;
}
