import { expect, test } from 'vitest';
import { skipped } from '../../testing/sample-events.ts';
import { claim, sampleRecord } from '../../testing/sample-record.ts';
import type { JournalEvent } from '../journal/journal.ts';
import { bySuite, exerciseOfFile, exerciseState } from './exercise-state.ts';

const exercise = 'studio-15/2';
const outcome = (state: 'failed' | 'unfinished') => ({ name: 'x', state, errors: [], seconds: 0 });

test.for<[string, JournalEvent[]]>([
  ['passed', []],
  ['failed', [{ type: 'test', exercise, test: outcome('failed') }]],
  ['failed', [{ type: 'trouble', exercise, text: 'The set-up failed.' }]],
  ['unfinished', [{ type: 'test', exercise, test: outcome('unfinished') }]],
  [
    'inconclusive',
    [{ type: 'claim', claim: { ...claim, id: 'x', exercise, verdict: { outcome: 'inconclusive', reason: '' } } }],
  ],
  [
    'passed',
    [
      {
        type: 'claim',
        claim: { ...claim, id: 'x', exercise, verdict: { outcome: 'inconclusive', reason: '' }, informsOnly: 'why' },
      },
    ],
  ],
  ['to be answered', [{ type: 'finding', exercise, finding: { kind: 'written', question: 'why', answer: null } }]],
  ['skipped', [{ type: 'test', exercise, test: skipped('the guest runs its virtio drivers', 'no KVM') }]],
])('%s', ([state, events]) => {
  const record = sampleRecord(...events);
  const found = record.exercises.find(({ id }) => id === exercise);
  expect(found && exerciseState(record, found)).toBe(state);
});

test.for([
  ['suites/studio-15/6-e1000.test.ts', 'studio-15/6', 6],
  ['suites/studio-15/exercise-10.test.ts', 'studio-15/10', 10],
  ['suites/studio-15/03-disk.test.ts', 'studio-15/3', 3],
  ['suites/latency/deep/2-irq.test.ts', 'latency/deep/2', 2],
  ['suites/why/e1000.test.ts', 'why/e1000', 1],
  ['elsewhere/odd.ts', 'suites/elsewhere/odd.ts', 1],
] as const)('%s holds %s', ([file, id, number]) => {
  expect(exerciseOfFile(file)).toMatchObject({ id, number, file });
});

test('exercises by suite, in the order of their numbers', () => {
  const late = (id: string, number: number) => ({ type: 'exercise', id, number, title: '', file: '' }) as const;
  const suites = bySuite(sampleRecord(late('why/10', 10), late('why/9', 9)));
  expect(suites.map(([suite, exercises]) => [suite, exercises.map(({ number }) => number)])).toEqual([
    ['studio-15', [1, 2, 3, 4, 6]],
    ['why', [9, 10]],
  ]);
});
