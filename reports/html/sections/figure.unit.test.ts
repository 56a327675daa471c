import { expect, test } from 'vitest';
import type { Finding } from '../../formats/findings.ts';
import { sampleRecord } from '../../testing/sample-record.ts';
import { figureHtml } from './figure.ts';

const record = sampleRecord();
const [first, second] = record.experiments.flatMap(({ arms }) => arms.map(({ label }) => label));

const figure = (labels: readonly string[]): Finding<'figure'> => ({
  ...{ kind: 'figure', title: 'Figure 2', across: { name: 'frame', unit: 'B' }, up: { name: 'loss', unit: '%' } },
  panels: ['DUT IN', 'DUT OUT'].map((name) => ({
    name,
    curves: labels.map((label) => ({
      label,
      points: [{ at: 64, median: 1, min: 1, max: 1 }],
      published: [{ at: 1518, value: 3 }],
    })),
  })),
  figure: { experiment: 'e', name: 'n' },
});

test('an arm has the colour that it has on the whole page, whichever arms the figure has', () => {
  const { text: html } = figureHtml(record, figure([second ?? '']));
  expect([first, second]).not.toContain(undefined);
  expect(html).toContain('class="sign c1"');
  expect(html).not.toContain('class="sign c0"');
});

test('what is no arm has a colour by its place', () => {
  const { text: html } = figureHtml(record, figure(['vCPUs', 'vhost']));
  expect(html).toContain('class="sign c0"');
  expect(html).toContain('class="sign published c1"');
  expect(html.match(/class="panel-name"/g)).toHaveLength(2);
  expect(html.match(/<caption/g)).toHaveLength(2);
});
