import { expect, test } from 'vitest';
import { frames } from '../../fixtures/probes/frames.ts';
import type { JournalEvent } from '../record/journal/journal.ts';
import { COSTS, costEvents } from '../testing/sample-costs.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import { colourless } from '../wording/text.ts';
import { answers } from './answers-markdown.ts';
import { LOSSES_MEANING, lossesText, lossLines, searchText } from './losses.ts';
import { table } from './table.ts';

/** What the sample's runs would tell had frames been counted. */
const counted = (event: JournalEvent): JournalEvent => {
  if (event.type === 'finding' && event.finding.kind === 'cpu')
    return { ...event, finding: { ...event.finding, kind: 'losses' } };
  if (event.type === 'experiment')
    return {
      ...event,
      experiment: { ...event.experiment, metrics: { ...event.experiment.metrics, ...frames.metrics } },
    };
  if (event.type !== 'run') return event;
  const isVirtio = event.run.key.arm === 'virtio-net on tap';
  const [link, socket] = isVirtio ? [0, 20] : [700, 50];
  const readings = {
    ...event.run.readings,
    ...{ 'frames sent': 1000, 'frames lost': link + socket, 'frames unaccounted': isVirtio ? 0 : 1 },
    'lost by layer': { parts: { 'sender’s link': link, ...(socket > 0 && { 'receiver’s socket': socket }) } },
  };
  return { ...event, run: { ...event.run, readings } };
};
const record = sampleRecord(...costEvents().map(counted));

test('for the terminal, what share of the frames was lost, and where most of them', () => {
  const lines = lossLines(record, COSTS.sending);
  expect(lines).toEqual([
    'frames lost, iperf sending:',
    '  virtio-net on tap: 2.0 % (receiver’s socket 2.0 %, sender’s link 0.0 %)',
    '  e1000 on tap: 75 % (sender’s link 70 %, receiver’s socket 5.0 %)',
  ]);
  const shown = table(record, { columns: 100, paint: colourless, report: 'x' });
  for (const line of lines) expect(shown).toContain(`\n    ${line}\n`);
});

test('for the answers, a row for each series, and once what the layers mean', () => {
  const text = lossesText(record, COSTS.sending);
  expect(text).toContain('iperf sending: where frames were lost, of all that were sent.');
  expect(text).toMatch(/\| e1000 on tap +\| +\d+ +\| +75 % +\| +5\.0 % +\| +70 % +\| +\d+ +\|/);
  expect(answers(record).split(LOSSES_MEANING)).toHaveLength(2);
});

test('says so where no frames were counted', () => {
  expect(lossLines(sampleRecord(...costEvents()), COSTS.sending)).toEqual([
    'No frames were counted: none of these was measured, or the other end could not be read.',
  ]);
});

test('a search is told by what it found, its trials, and how many of them say nothing', () => {
  const trial = { load: 100, loss: 0, passed: true };
  const search = { kind: 'search' as const, title: 't', unit: 'frames/s', trials: [trial, trial], found: 100 };
  expect(searchText(search)).toBe('100 frames/s in 2 trials');
  const { found: _, ...without } = { ...search, trials: [trial, { load: 200, void: 'why', passed: false }] };
  expect(searchText(without)).toBe('no load passed in 2 trials; 1 of them told nothing of its load');
});
