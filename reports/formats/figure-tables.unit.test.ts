import { expect, test } from 'vitest';
import { figureGrids, figureText } from './figure-tables.ts';
import type { Finding } from './findings.ts';

const FIGURE: Finding<'figure'> = {
  ...{ kind: 'figure', title: 'Figure 4: frames lost', across: { name: 'frame', unit: 'B' } },
  up: { name: 'loss', unit: '%' },
  panels: [
    {
      name: 'DUT IN',
      curves: [
        { label: 'native', points: [{ at: 1518, median: 0, min: 0, max: 0 }] },
        {
          label: 'e1000',
          points: [
            { at: 1518, median: 0.4, min: 0.2, max: 0.61 },
            { at: 64, median: 97, min: 97, max: 97 },
          ],
          published: [
            { at: 256, value: 23.33 },
            { at: 1518, value: 0.55 },
          ],
        },
      ],
    },
    { name: '', curves: [] },
  ],
  figure: { experiment: 'rfc-2544/full-link', name: 'the study’s' },
};

test('a row for each size that was measured, smallest first, with the range and what was published of it', () => {
  expect(figureGrids(FIGURE)[0]).toEqual({
    name: 'DUT IN',
    grid: {
      head: ['frame in B', 'native, %', 'e1000, %'],
      rows: [
        ['64', '', '97'],
        ['1518', '0', '0.4 (0.2 to 0.61); published 0.55'],
      ],
      numbers: true,
    },
  });
});

test('in Markdown each panel has its table, one alone needs no name', () => {
  const text = figureText(FIGURE);
  expect(text).toMatch(/^Figure 4: frames lost\.\n\nDUT IN:\n\n\|/);
  expect(text).toContain('0.4 (0.2 to 0.61); published 0.55');
  expect(text.match(/:\n\n\|/g)).toHaveLength(1);
});
