import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../../fixtures/consoles/transcript/plain-text.ts';
import { parseRaw } from '../../../fixtures/workloads/raw.ts';
import { hang, inline, plain } from '../../wording/text.ts';
import { isArchiveName } from '../bundle/archive.ts';
import { slashed } from '../bundle/container.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { isSafe } from '../bundle/files.ts';
import { isLitter } from '../bundle/find-bundle.ts';
import { classCsv } from '../class/class-csv.ts';
import { pageName } from '../class/pages.ts';
import { ConsoleText, packedIn, parseCast, printed, shows, withoutBlanks } from '../evidence/console-text.ts';

const MIB = 1024 ** 2;
/** A megabyte of it. */
const of = (text: string): string => text.repeat(Math.ceil(MIB / text.length)).slice(0, MIB);

/**
 * Times that of a plain scan of as many characters, in this very run. What is linear takes up to some hundreds of them
 * (graphemes cost more than characters); what is quadratic takes half a million.
 */
const MOST = 20_000;

function seconds(work: () => unknown): number {
  const before = performance.now();
  work();
  return (performance.now() - before) / 1000;
}

function scan(text: string): number {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) sum += text.charCodeAt(index);
  return sum;
}

const WORST = {
  'spaces behind a letter': `a${of(' ')}`,
  'spaces between letters': `a${of(' ')}b`,
  words: of('x '),
  'returns before a letter': `${of('\r')}x`,
  'returns and letters': of('\r\rx'),
  newlines: `${of('\n')}x`,
  tabs: of('\t'),
  escapes: of('\u001b'),
  'escapes that never end': of('\u001b['),
  'a title that never ends': `\u001b]${of('a')}`,
  'parameters that never end': `\u001b[${of('1;')}`,
  'semicolons behind an escape': `\u001b${of(';')}`,
  slashes: of('/'),
  'slashes and dots': of('./'),
  'letters with dots': of('a.'),
  'quotes and commas': of('",'),
  'gzip that never ends': `H4sI${of('A')}`,
  'lines of gzip': of('H4sIAAAA\n'),
  'lines of base64': `H4sI\n${of('AAAA\n')}=`,
  prompts: of('$ \n'),
  'ends of a run': `$ ls\n${of('--- exit ')}`,
  'errors of a run': `$ ls\n${of('--- stderr\n')}--- exit 1`,
};

const csv = (team: string) =>
  classCsv([
    {
      ...{ source: '', run: '', student: '', team, signing: { state: 'unsigned' } },
      ...{
        discrepancies: [],
        more: 0,
        unchecked: [],
        leftOut: [],
        unmet: [],
        rawDigests: [],
        marks: { words: [], units: [] },
      },
      about: {
        ...{ startedAt: '', state: 'finished', pace: '', dirty: true, qemu: '', otherQemu: true },
        ...{ accelerators: [], testbed: '' },
      },
      grade: { items: [], earned: 0, graded: 0, byHand: 0, open: 0 },
    },
  ]);

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  plain,
  inline,
  plainText: (text) => plainText()(text),
  withoutBlanks,
  outputsOf: (text) => new ConsoleText(text).outputsOf('x'),
  printed,
  packedIn,
  shows: (text) => shows(text, `${text}y`),
  parseCast,
  parseRaw,
  csv,
  isSafe,
  isLitter,
  isArchiveName,
  slashed,
  pageName: (text) => pageName(text, 1),
  discrepancy: (text) => discrepancy('x', { where: text, file: text }, text, `${text}y`),
};

describe.each(Object.entries(READERS))('%s takes no more than a few looks at each character of', (_, read) => {
  test.each(Object.entries(WORST))('%s', (_name, text) => {
    const floor = Math.max(...[1, 2, 3].map(() => seconds(() => scan(text))));
    expect(seconds(() => read(text)) / floor).toBeLessThan(MOST);
  });
});

test.each(['spaces behind a letter', 'spaces between letters'] as const)(
  'lines are broken at %s, and no slower',
  (name) => {
    const floor = seconds(() => scan(WORST[name]));
    expect(seconds(() => hang(WORST[name], 80)) / floor).toBeLessThan(MOST);
  },
);

test('frames that are all unlike are each looked at once', () => {
  const frames = Array.from({ length: 5_000 }, (_, each) => `${gzipSync(`${each}`).toString('base64')}\n`).join('');
  const floor = seconds(() => scan(frames));
  expect(seconds(() => packedIn(frames)) / floor).toBeLessThan(MOST);
});

test('a replay with as many pieces as commands is looked up by halves', () => {
  const head = JSON.stringify({ version: 3, timestamp: 7, title: 'x', command: 'q' });
  const cast = [head, ...Array.from({ length: 50_000 }, () => '[0.1,"o","ls\\r"]')].join('\n');
  const floor = seconds(() => scan(cast));
  const replay = parseCast(cast);
  expect(seconds(() => expect(replay?.timesOf('ls\r')).toHaveLength(50_000)) / floor).toBeLessThan(MOST / 10);
});
