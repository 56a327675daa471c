import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { JournalEvent } from '../record/journal/journal.ts';
import { readRecord } from '../record/journal/run-folder.ts';
import type { RunRecord } from '../record/schema/record.ts';
import { countedEvents } from '../testing/sample-counts.ts';
import { HOSTILE, hostileEvents } from '../testing/sample-hostile.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import { verdictLines } from '../wording/verdict-text.ts';
import { readAssets } from './assets.ts';
import { reportPage } from './document.ts';

const ASSETS = { style: 'p { margin: 0 }', script: 'void 0;', player: { style: '', script: 'var AsciinemaPlayer;' } };
const CAST = `${JSON.stringify({ version: 3, term: { cols: 80, rows: 24 } })}\n[1,"o","$ ls </script>\\r\\n"]\n`;

const page = (record: RunRecord, { cast, transcript }: { cast?: string; transcript?: string } = {}) =>
  reportPage({ record, files: () => ({ cast, transcript }) }, ASSETS);
const shown = (...more: JournalEvent[]) => page(sampleRecord(...more));

describe('a run of Studio 15', () => {
  const record = readRecord(join(import.meta.dirname, '../testing/sample-run'));
  const text = page(record);

  test('asks each question, shows each answer, tells each verdict in the words of the other reports', () => {
    expect(text).toContain('<p class="asks">What does an emulated e1000 lose against virtio-net?</p>');
    expect(text).toContain('<blockquote>Ada Lovelace\nGrace Hopper</blockquote>');
    for (const claim of record.claims) {
      const words = verdictLines(record, claim).flatMap((line) =>
        line.trim().split(/ {2,}|(?<=^(?:evidence|why|try)): /),
      );
      for (const part of words) expect(text).toContain(part);
    }
  });

  test('tells a claimed difference, and what was asked, in the unit of their metric', () => {
    const [claim] = record.claims;
    if (claim === undefined) throw new RangeError('the sample has no claim');
    const { of, against, counts, confidence } = claim.comparison;
    const interval: [number, number] = [12, 50];
    const comparison = { of, against, counts, confidence, difference: 30.8, interval };
    const series = record.series.map((one) =>
      one.id === of || one.id === against
        ? { ...one, metric: { ...one.metric, unit: '%' as const, compare: 'difference' as const } }
        : one,
    );
    const shares = page({ ...record, series, claims: [{ ...claim, comparison, bound: 2.5, side: 'at most' }] });
    expect(shares).toContain('<b>30.8 percentage points</b><br><small>12 to 50</small>');
    expect(shares).toContain('<td class="asked-for">at most 2.5 percentage points</td>');
  });

  test('says at its head where it was resumed', () => {
    const [at, stoppedAt] = ['2026-02-03T06:05:06.000Z', '2026-02-03T04:05:07.000Z'];
    const resumed = { ...record, resumed: [{ at, hostname: 'lab-8', stoppedAt }] };
    expect(page(resumed).split('</header>')[0]).toContain('The run had stopped, and was resumed');
    expect(text).not.toContain('was resumed');
  });

  test('every machine is there with its command line and its evidence, and where a link leads something stands', () => {
    for (const { id } of record.machines) expect(text).toContain(`Console of ${id}<small>`);
    for (const name of new Set(record.machines.map((machine) => machine.name))) expect(text).toContain(`-name ${name}`);
    const ids = new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
    const links = [...text.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id ?? '');
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
  });

  test('an error that ends tests of many exercises stands in the first of them', () => {
    const broken = sampleRecord();
    const errors = ['iperf did not end.\n  Exit  1'];
    for (const exercise of broken.exercises)
      for (const name of ['one', 'other']) exercise.tests.push({ name, state: 'failed', errors, seconds: 1 });
    const told = page(broken);
    expect(told.match(/Exit {2}1/g)).toHaveLength(1);
    expect(told).toContain('<b>failed:</b> other: as above');
    expect(told).toContain('<b>failed:</b> other: as in exercise 1');
  });

  test('headings go down one step at a time', () => {
    const levels = [...text.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  });
});

test('what is inline is what the policy names, and nothing else may run or be fetched', () => {
  const text = page(sampleRecord());
  const [, content = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(text) ?? [];
  const policy = content.replaceAll('&#39;', "'");
  const digest = (source: string) => `'sha256-${createHash('sha256').update(source).digest('base64')}'`;
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(text) ?? [];
  const [, script = ''] = /<script>(.*?)<\/script>/s.exec(text) ?? [];
  expect(script).toBe(ASSETS.script);
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `script-src ${digest(script)} ${digest(ASSETS.player.script)} 'wasm-unsafe-eval'`,
    `style-src ${digest(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(text).not.toMatch(/ style="| on\w+="|<iframe|<object|<link/);
});

test('the real parts stand in the page as they are: nothing in them ends a script or a style', () => {
  const { style, script, player } = readAssets();
  for (const source of [script, style, player.style]) expect(source).not.toMatch(/<\/(?:script|style)|<!--/i);
});

test('a console is packed with all that it showed, and its commands are marks to jump to', () => {
  const text = page(sampleRecord(), { cast: CAST, transcript: '$ ls\r\n\u001b[1mbold' });
  const unpacked = (name: string) =>
    gunzipSync(Buffer.from(new RegExp(`data-${name}="([^"]*)"`).exec(text)?.[1] ?? '', 'base64')).toString();
  expect(unpacked('cast')).toBe(CAST);
  expect(unpacked('text')).toBe('$ ls\nbold');
  expect(text).toContain('data-markers="[[1,&quot;ls &lt;/script&gt;&quot;]]"');
});

test('a console that is not there, or is none, is a file to look for', () => {
  const told = 'is not in the run’s folder: <a href="./machines/virtio-1/console.cast">asciicast</a>';
  expect(page(sampleRecord())).toContain(told);
  expect(page(sampleRecord(), { cast: '<b>no cast' })).toContain('no asciicast of version 3');
});

test('what others wrote neither runs nor passes for the page’s own', () => {
  const text = shown(...hostileEvents());
  expect(text.match(/<script\b/g)).toHaveLength(2);
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &lt;!--');
  expect(text).not.toMatch(/<script>alert|<!--|<b>marks/);
  expect(text).not.toMatch(HOSTILE);
});

test('a lost machine is shown with what was seen of it, and whatever its consoles said stays text', () => {
  const rows: [string, string][] = [
    ['vCPUs', 'CPU 0 at ffffffff8193f3ff, halted\nCPU 1 at ffffffff810a1b2c, interrupts off'],
    ['QEMU', 'running, pid 4121, QMP status: running'],
    ['<b>Kernel', '<script>alert(1)</script>\u001b[2J'],
  ];
  const note = { kind: 'note', text: 'virtio#1 was lost.', rows } as const;
  const text = shown({ type: 'finding', exercise: 'studio-15/6', finding: note });
  const [, seen] = /virtio#1 was lost\.<\/p>(<details.*?<\/details>)/s.exec(text) ?? [];
  expect(seen).toContain(
    '  vCPUs      CPU 0 at ffffffff8193f3ff, halted\n    CPU 1 at ffffffff810a1b2c, interrupts off\n',
  );
  expect(seen).toContain('  QEMU       running, pid 4121, QMP status: running\n');
  expect(seen).toContain('&lt;b&gt;Kernel  &lt;script&gt;alert(1)&lt;/script&gt;');
  expect(seen).not.toMatch(HOSTILE);
  expect(shown({ type: 'finding', exercise: 'studio-15/6', finding: { ...note, rows: undefined } })).not.toContain(
    'What was seen',
  );
});

test('of a machine whose watchdog guards it no more it is said, and why; not of others', () => {
  const machine = 'studio-15/virtio#2';
  const told = (works: boolean) => shown({ type: 'watchdog', machine, watchdog: { works, why: 'it <b>barked' } });
  const sentence = 'If studio-15/virtio#2 hangs, only time limits will notice: it &lt;b&gt;barked.';
  expect(told(false)).toContain(sentence);
  for (const text of [told(true), shown()]) expect(text).not.toContain('only time limits');
});

test('exits stand beside what is carried, with their meaning once', () => {
  const text = shown(...countedEvents());
  expect(text).toMatch(/class="carried"[^>]*data-value="9100"/);
  expect(text.split('A VM exit is a trap')).toHaveLength(2);
});

test('a run that was cut off says so, and what went wrong stands before all else', () => {
  const text = shown(
    { type: 'trouble', text: 'The run was interrupted (SIGINT).' },
    { type: 'ended', at: '2026-02-03T04:06:06.000Z', state: 'interrupted' },
  );
  expect(text).toContain('<strong>The run was not finished (interrupted): answers are missing.</strong>');
  expect(text.indexOf('The run was interrupted (SIGINT).')).toBeLessThan(text.indexOf('class="exercise'));
});

test('ten thousand samples take little room', () => {
  const big = structuredClone(sampleRecord());
  const [series] = big.series;
  const [sample] = series?.samples ?? [];
  if (series === undefined || sample === undefined) throw new Error('no sample');
  const plain = page(big).length;
  series.samples = Array.from({ length: 10_000 }, (_, index) => ({ ...sample, value: 400 + (index % 777) / 7 }));
  const text = page(big);
  const counts = [...text.matchAll(/data-count="(\d+)"/g)].map(([, count]) => Number(count));
  expect(counts.length).toBeLessThan(130);
  expect(Math.max(...counts)).toBeGreaterThan(100);
  expect(text.length - plain).toBeLessThan(200_000);
});
