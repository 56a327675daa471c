import type { JournalEvent } from '../record/journal/journal.ts';
import type { CountersRecord } from '../record/schema/record.ts';
import { seriesId } from '../record/views/series.ts';
import { boot, exercise, experiment, id, series, skipped } from './sample-events.ts';
import { claim } from './sample-record.ts';

// For tests alone: a record by somebody with a motive.

/** What must reach neither a terminal nor a report: escapes, controls, marks that reorder text. */
export const HOSTILE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const EVIL =
  '\u001b[2J\u001b]0;pwned\u0007\u0000\u202ereordered\u202c \u009b31m```\n# Forged\n| a | b |\n<script>alert(1)</script> <!--';

const LONG = 'long label '.repeat(30);
const evilCounters: CountersRecord = {
  exits: { exits: -1, [EVIL]: 1e15, mmio_exits: Number.MAX_SAFE_INTEGER },
  mebibytes: 1e-9,
};

export function hostileEvents(): JournalEvent[] {
  const number = 7;
  const key = id(number);
  const arm = `${EVIL} ${LONG}`;
  const evil = {
    id: key,
    exercise: number,
    unit: `${EVIL}${'U'.repeat(200)}`,
    arms: { [arm]: { boots: ['virtio#7'] } },
    workloads: [EVIL],
  };
  return [
    exercise(number, 'A # title | with <b>marks</b>'),
    { type: 'finding', exercise: key, finding: { kind: 'output', title: EVIL, text: `${EVIL}\n\`\`\`\`\nmore` } },
    { type: 'finding', exercise: key, finding: { kind: 'written', question: EVIL, answer: `${EVIL}\n\`\`\`\nopen` } },
    { type: 'finding', exercise: key, finding: { kind: 'written', question: '王'.repeat(60), answer: null } },
    { type: 'finding', exercise: key, finding: { kind: 'note', text: `${EVIL} ${'x'.repeat(3000)}` } },
    { type: 'finding', exercise: key, finding: { kind: 'note', text: EVIL, rows: [[EVIL, `${EVIL}\n\`\`\`\nopen`]] } },
    { type: 'watchdog', machine: 'studio-15/virtio#1', watchdog: { works: false, why: EVIL } },
    ...boot('virtio', 7, ['virtio-net']),
    ...experiment(evil),
    ...series(evil, arm, EVIL, ['virtio#7'], [1], [evilCounters]),
    { type: 'finding', exercise: key, finding: { kind: 'exits', series: [seriesId(key, arm, EVIL)] } },
    { type: 'claim', claim: { ...claim, id: 'evil', exercise: key, statement: `${EVIL} ${'🚀'.repeat(90)}` } },
    { type: 'test', exercise: key, test: { name: EVIL, state: 'failed', errors: [EVIL, EVIL], seconds: 0 } },
    { type: 'test', exercise: key, test: skipped(`skipped ${EVIL}`, EVIL) },
    { type: 'trouble', exercise: key, text: EVIL },
    { type: 'trouble', text: `${EVIL}${'y'.repeat(500)}` },
  ];
}
