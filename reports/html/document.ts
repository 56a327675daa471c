import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { dividedRows } from '../formats/divided.ts';
import { sittingsText } from '../formats/sittings.ts';
import type { RunRecord } from '../record/schema/record.ts';
import { bySuite } from '../record/views/exercise-state.ts';
import { claimsHtml } from './claims.ts';
import { consoles, machinesHtml, machinesNamed } from './machines/machines.ts';
import { type Html, html, type Part, trusted } from './markup.ts';
import { appendixHtml } from './sections/appendix.ts';
import { errorHtml, exerciseHtml } from './sections/exercise.ts';
import { contents, environmentsHtml, filterHtml, glanceHtml, type Section } from './sections/glance.ts';
import { gradeHtml } from './sections/grade.ts';
import { pointsHtml } from './sections/points-to-earn.ts';
import { trendsHtml } from './sections/trends.ts';
import { upgradeHtml } from './sections/upgrade.ts';
import { bandHtml, foundHtml, testbedHtml } from './summary/band.ts';
import type { Told } from './told.ts';

/** The project's own parts of the page, and the player's. */
export interface Assets {
  readonly style: string;
  readonly script: string;
  readonly player: { readonly style: string; readonly script: string };
}

/**
 * The whole report as one HTML text, which needs nothing besides itself and asks no network. Its scripts and styles
 * are those whose digests its policy names; the player is unpacked when the first console is opened.
 */
export function reportPage(told: Told, { style, script, player }: Assets): string {
  const { record } = told;
  const styles = `${style}\n${player.style}`;
  const suites = bySuite(record).map(([suite]) => suite);
  const title = `${suites.join(', ') || 'virtio-studio'}: ${told.assessment === undefined ? 'report' : 'report and grade'}`;
  const { before, after } = sectionsOf(told);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(styles, [script, player.script])}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(styles)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the exercises</a>
<header>${headHtml(record, title)}</header>
<div class="page">
<nav aria-label="Contents">${contents(record, { before, after })}</nav>
<main id="main" tabindex="-1">
${record.troubles.map((text) => errorHtml(text, 'trouble of the run'))}
${before.map(({ text }) => text)}
${exercises(told)}
${after.map(({ text }) => text)}
</main>
</div>
<footer><p>Made by virtio-studio ${record.project.version} from <code>record.json</code>, which holds every number in full.</p></footer>
<script type="application/octet-stream" id="player">${trusted(gzipSync(player.script, { level: 9 }).toString('base64'))}</script>
<script>${trusted(script)}</script>
</body>
</html>
`.text;
}

/** As strict as a page can be that plays: no address at all, no other script or style, WebAssembly for the terminal. */
function policy(styles: string, scripts: readonly string[]): string {
  const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${scripts.map(digest).join(' ')} 'wasm-unsafe-eval'`,
    `style-src ${digest(styles)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function headHtml(record: RunRecord, title: string): Html {
  const { id, state, testbed, startedAt } = record;
  const sittings = sittingsText(record);
  return html`<h1>${title}</h1>
<p class="run">Run <code>${id}</code>, <time datetime="${startedAt}">${startedAt.slice(0, 16).replace('T', ' ')} UTC</time>.${state !== 'finished' && html` <strong>The run was not finished (${state}): answers are missing.</strong>`}</p>
${sittings !== undefined && html`<p>${sittings}</p>`}
${dividedRows(record).map(([name, text]) => html`<p>${name}: ${text}.</p>`)}
${testbed !== undefined && testbedHtml(testbed)}`;
}

interface Shown extends Section {
  readonly text: Html;
}

/** What stands before the exercises, and after them. */
function sectionsOf({ record, assessment, upgrade, history, files, apart }: Told): { before: Shown[]; after: Shown[] } {
  const machines = machinesHtml(record, (machine) => ({ ...files(machine), apart }));
  return {
    before: [
      ...(assessment === undefined ? [] : [{ id: 'grade', title: 'Grade', text: gradeHtml(record, assessment) }]),
      ...(upgrade === undefined ? [] : [{ id: 'upgrade', title: 'Upgrade check', text: upgradeHtml(upgrade) }]),
    ],
    after: [
      ...(history === undefined ? [] : [{ id: 'trends', title: 'Over time', text: trendsHtml(record, history) }]),
      ...(machines === undefined ? [] : [{ id: 'machines', title: 'Machines', text: machines }]),
      { id: 'appendix', title: 'Appendix', text: appendixHtml(record, { apart }) },
    ],
  };
}

function exercises({ record, assessment }: Told): Part {
  const consoleOf = consoles(record);
  const all = bySuite(record);
  return [
    all.map(([suite, some]) => [
      // A grader has the grade in its place, and nothing to do next.
      assessment === undefined && bandHtml(record, suite, some),
      foundHtml(record, some),
      environmentsHtml(record, suite),
      glanceHtml(record, suite, some, assessment),
      claimsHtml(record, some),
    ]),
    filterHtml(
      record,
      all.flatMap(([, some]) => some),
    ),
    all.flatMap(([, some]) =>
      some.map((exercise) =>
        exerciseHtml(record, exercise, {
          points: pointsHtml(exercise, assessment),
          machines: machinesNamed(record, exercise),
          consoleOf,
        }),
      ),
    ),
  ];
}
