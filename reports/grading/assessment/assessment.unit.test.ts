import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../../testing/sample-hostile.ts';
import { sampleRecord } from '../../testing/sample-record.ts';
import type { Pages } from '../class/bundle-html.ts';
import { classCsv } from '../class/class-csv.ts';
import { classHtml } from '../class/class-html.ts';
import { assessmentText, teamOf } from './assessment.ts';
import { all, EVIL, forged, sound } from './testing/sample-outcomes.ts';

describe('for people', () => {
  test('tells of points, of what is open, and of the signature', () => {
    expect(assessmentText(sound).join('\n')).toBe(`ada.zip  2026-02-03T04-05-06Z-9f3c  student 522005, Ada, Grace
  unsigned
  finished, pace quick, commit 0123456789ab, not the grader’s (fedcba987654), CHANGED after it was checked out, QEMU 7.2.19, ANOTHER ONE by LAB_QEMU, kvm, testbed nested, Debian 12
  studio-15/2   15 of 15             drivers: passed
  studio-15/6   6.5 of 10            claim: 1 of 1 claims fail
  studio-15/6   by hand (5)          why: answered
  studio-15/7   not yet graded (5)   noise: noisy; again
  21.5 of 35 points so far, 5 by hand, 5 not yet graded
  no discrepancy
`);
  });

  test('tells where a bundle contradicts itself, and passes no escape on', () => {
    for (const outcome of all) expect(assessmentText(outcome).join('\n')).not.toMatch(HOSTILE);
    const text = assessmentText(forged).join('\n');
    expect(text).toContain('DISCREPANCY  raw output: =HYPERLINK');
    expect(text).toContain('1 discrepancy: look before these points count');
  });

  test('the team is what stands behind the first question', () => {
    expect(teamOf(sampleRecord())).toBe('Ada, Grace');
  });
});

describe('a class', () => {
  test('leads to the page of each bundle, or says why it has none', () => {
    const pages: Pages = new Map([
      [sound, { path: 'pages/01-ada.html' }],
      [forged, { problem: EVIL }],
    ]);
    const html = classHtml(all, { pages });
    expect(html).toContain('<a href="pages/01-ada.html">Its report, with the grade</a>');
    expect(html).toContain('It has no page of its own: =HYPERLINK(&quot;http://evil&quot;)&lt;script&gt;');
    expect(html).not.toMatch(/<script|\u001b|\u202e/);
  });

  test('is a CSV that no spreadsheet takes for formulas', () => {
    const csv = classCsv(all);
    expect(csv.split('\r\n')).toHaveLength(5);
    expect(csv.split('\r\n')[1]).toBe(
      [
        '"ada.zip","2026-02-03T04-05-06Z-9f3c","522005","Ada / Grace","unsigned",0,21.5,25,5,5,""',
        '"2026-02-03T04:05:06.000Z","finished","quick"',
        '"commit 0123456789ab, not the grader’s (fedcba987654), CHANGED after it was checked out"',
        '"QEMU 7.2.19, ANOTHER ONE by LAB_QEMU, kvm","nested, Debian 12","",""',
      ].join(','),
    );
    expect(csv).not.toMatch(/(^|,)"?[=+\-@]/m);
    expect(csv).not.toMatch(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u202e]/);
    expect(csv).toContain(`"'=HYPERLINK(""http://evil"")`);
  });

  test.each([
    ['a sign', '=1+1'],
    ['a sign behind spaces', '   +1'],
    ['a sign behind a tab', '\t=1'],
    ['a sign behind a newline', '\n\n=1'],
    ['a sign of full width', '＝1'],
    ['a small sign', '﹦1'],
    ['a minus of mathematics', '−1'],
    ['a sign behind a space that does not break', '\u00a0@SUM(1)'],
    ['a sign behind marks that nobody sees', '\u200b\ufeff=1'],
    ['a sign behind a quote', '"=1'],
    ['a bar', '|calc'],
  ])('no cell of its CSV begins with %s', (_, team) => {
    expect(
      classCsv([{ ...sound, team }])
        .split('\r\n')[1]
        ?.split(',')[3],
    ).toMatch(/^"'/);
  });

  test.each([
    ['a semicolon, which divides cells in many languages', 'Ada;=1+1'],
    ['a tab', 'Ada\t=1+1'],
    ['a newline', 'Ada\n=1+1'],
    ['a return', 'Ada\r=1+1'],
  ])('nothing in a cell begins another by %s', (_, team) => {
    const [head, row, end, ...more] = classCsv([{ ...sound, team, student: team, source: team }]).split('\r\n');
    expect([end, more]).toEqual(['', []]);
    expect(`${head}${row}`).not.toMatch(/[;\t\n\r]/);
  });

  test('tells what was left out, which terms are not met, and of whom there is nothing', () => {
    const csv = classCsv([{ ...sound, leftOut: ['left out: x'], unmet: ['late', 'unsigned'] }], ['522007']);
    expect(csv).toContain('"late / unsigned"');
    expect(csv).toContain('"left out: x"');
    expect(csv.split('\r\n')[2]).toMatch(/^"no bundle","","522007","",/);
    const html = classHtml([{ ...sound, leftOut: ['left out: x'], unmet: ['late'] }], { missing: ['522007'] });
    for (const text of ['<dd>left out: x</dd>', 'term not met: late', 'No bundle of 1 student: 522007', 'pace quick'])
      expect(html).toContain(text);
    expect(html).toContain('Look at 1 first</b>1 does not meet the course’s terms.');
  });

  test('is a page that shows markup as text, and runs nothing', () => {
    const html = classHtml(all);
    expect(html).toContain('content="default-src &#39;none&#39;; ');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/<script|\u001b|\u202e/);
    expect(html).toContain('Look at 2 first</b>1 contradicts itself, 1 could not be read.');
    expect(html).toContain('<td>not yet graded</td><td class="state failed">could not be read</td>');
    expect(html).toContain('The bundle cannot be read.');
  });

  test('is nothing to look at where each bundle is sound', () => {
    expect(classHtml([sound])).toContain('Nothing to look at</b>no bundle contradicts itself.');
  });

  test('has no sound bundle of which nothing could be graded', () => {
    const grade = { items: [], earned: 0, graded: 0, byHand: 0, open: 100 };
    const html = classHtml([sound, { ...sound, grade }]);
    expect(html).toContain('Look at 1 first</b>1 has nothing that could be graded.');
    expect(html).toContain('<td>0 of 100 points so far</td><td><b class="state">nothing could be graded</b></td>');
  });
});
