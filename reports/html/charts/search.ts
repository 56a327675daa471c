import { area, curveStepAfter } from 'd3-shape';
import { amount, counted, percent as share } from '../../wording/numbers.ts';
import { gridHtml } from '../grid.ts';
import { type Html, html, type Part } from '../markup.ts';
import { graphHtml, markAt, stretched, upAt } from './graph.ts';
import { howToRead } from './plot.ts';
import { linearScale, type Scale, scaleFor } from './scale.ts';
import { trialSign } from './signs.ts';

/** One trial of a search for the greatest load with few losses. */
export interface Trial {
  readonly load: number;
  /** Of all that was sent. */
  readonly loss: number;
  readonly passed: boolean;
}

interface Search {
  readonly title: Part;
  readonly unit: string;
  readonly trials: readonly Trial[];
  /** What it found. */
  readonly found: number;
}

const HEIGHT = 220;

/** The loads that a search tried, one after the other, and how what may still be the answer became narrow. */
export function searchPlot({ title, unit, trials, found }: Search): Html {
  const across = linearScale(1, Math.max(2, trials.length));
  const up = scaleFor(trials.map(({ load }) => load));
  const y = (load: number) => upAt(load, up, HEIGHT);
  const marks = [
    stretched(html`<path class="corridor" d="${corridor(trials, across, up)}"/>`, HEIGHT),
    html`<line class="found" x1="0" x2="100%" y1="${y(found)}" y2="${y(found)}" data-found="${found}"/>`,
    trials.map(({ load, passed }, index) => markAt(across.at(index + 1), y(load), trialSign(passed, load))),
  ];
  const table = gridHtml(
    {
      head: ['trial', 'load', 'lost', ''],
      rows: trials.map(({ load, loss, passed }, index) => [
        String(index + 1),
        amount(load, unit),
        share(loss),
        passed ? 'passed' : 'too much',
      ]),
      numbers: true,
    },
    { caption: 'Trials' },
  );
  const legend = `Each sign is a trial: a dot passed, a cross lost too much. Shaded: between the greatest load that had passed and the least that had not. Dashed: what was found, ${amount(found, unit)}, in ${counted(trials.length, 'trial')}.`;
  return html`<figure class="plot search"><figcaption>${title}</figcaption>
${graphHtml({ across: { name: 'trial', scale: across }, up: { name: `load in ${unit}`, scale: up }, height: HEIGHT, marks })}
${howToRead(legend, table)}</figure>`;
}

/** After each trial: the greatest load that had passed below, the least that had not above. */
function corridor(trials: readonly Trial[], across: Scale, up: Scale): string {
  const bounds = trials.map((_, index) => {
    const before = trials.slice(0, index + 1);
    const passed = before.filter((trial) => trial.passed).map(({ load }) => load);
    const failed = before.filter((trial) => !trial.passed).map(({ load }) => load);
    const most = Math.min(up.domain[1], ...failed);
    return { at: index + 1, least: Math.min(most, Math.max(up.domain[0], ...passed)), most };
  });
  return (
    area<(typeof bounds)[number]>()
      .x(({ at }) => across.at(at))
      .y0(({ least }) => upAt(least, up, HEIGHT))
      .y1(({ most }) => upAt(most, up, HEIGHT))
      .curve(curveStepAfter)(bounds) ?? ''
  );
}
