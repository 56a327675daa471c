import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { grade } from '../assessment/grade.ts';
import type { Discrepancy } from '../bundle/discrepancy.ts';
import type { BundleFiles } from '../bundle/files.ts';
import { signed } from '../bundle/signature.ts';
import { ACCOUNTS } from '../testing/forged-accounts.ts';
import { BOOKKEEPING } from '../testing/forged-bookkeeping.ts';
import { MEASUREMENTS } from '../testing/forged-measurements.ts';
import { TOO_MUCH_FOR_PACKETS } from '../testing/forged-packets.ts';
import { PAGES } from '../testing/forged-pages.ts';
import { RUNS } from '../testing/forged-runs.ts';
import { TESTBEDS } from '../testing/forged-testbeds.ts';
import { WORDED } from '../testing/forged-words.ts';
import { Forger, honest } from '../testing/forger.ts';
import { loadDeclared } from './declared.ts';
import { regrade } from './regrade.ts';
import { readSubmission } from './submission.ts';

const ROOT = join(import.meta.dirname, '../../..');

process.env['LAB_PACE'] = 'quick';
const bundle = await honest();
const declared = await loadDeclared(ROOT, ['studio-15']);

const found = async (files: BundleFiles): Promise<readonly Discrepancy[]> =>
  (await regrade(readSubmission(files, 'a.zip'), declared)).discrepancies;

test('an honest bundle has no discrepancy, and nothing is open but what its testbed lacks', async () => {
  const { discrepancies, open, told } = await regrade(readSubmission(bundle, 'a.zip'), declared);
  expect(discrepancies).toEqual([]);
  expect(open).toEqual([]);
  expect(told).toEqual([expect.stringMatching(/^virtio-net on tap\+vhost of studio-15\/devices was left out: /)]);
});

test('a forger who changes nothing is found by nobody', async () => {
  expect(await found(new Forger(bundle).sealed())).toEqual([]);
});

test.each([...RUNS, ...MEASUREMENTS, ...ACCOUNTS, ...PAGES, ...TOO_MUCH_FOR_PACKETS, ...TESTBEDS])(
  'finds $what, and names it',
  async (forgery) => {
    const { forge, check, where, file } = forgery;
    const discrepancies = await found(forge(new Forger(bundle)));
    expect(discrepancies).toContainEqual(
      expect.objectContaining({ check, where: expect.stringMatching(where), file: expect.stringMatching(file) }),
    );
    for (const { claimed, found: other } of discrepancies) expect(claimed).not.toBe(other);
  },
);

test.each([...WORDED, ...BOOKKEEPING])('says of $what what it is', async ({ forge, says }) => {
  const { discrepancies, open, told } = await regrade(
    readSubmission(forge(new Forger(bundle)).sealed(), 'a.zip'),
    declared,
  );
  const words = [
    ...discrepancies.flatMap(({ where, claimed, found: other }) => [where, claimed, other]),
    ...open.map((one) => one.open),
    ...told,
  ];
  expect(words).toContainEqual(expect.stringMatching(says));
});

test('a part of a divided run is open as a whole', async () => {
  const of = new Forger(bundle).replace(
    'record.json',
    '"settings": {',
    '"part": { "number": 2, "of": 4 }, "settings": {',
  );
  expect(await regrade(readSubmission(of.sealed(), 'a.zip'), declared)).toMatchObject({
    discrepancies: [],
    open: [{ of: 'everything', open: 'the run is part 2 of 4, in which nothing is judged' }],
  });
});

describe('the answers as they were written', () => {
  const withAnswers = async (text: string | Buffer) => {
    const forger = new Forger(bundle);
    forger.files.set('answers/studio-15.yaml', typeof text === 'string' ? Buffer.from(text) : text);
    return regrade(readSubmission(forger.sealed(), 'a.zip'), declared);
  };

  test('count as they stand in the bundle, whatever the run has seen', async () => {
    const { record, told, discrepancies } = await withAnswers('names: [Ada]\nexercise-3: since then\n');
    expect(discrepancies).toEqual([]);
    expect(told).toContainEqual(expect.stringContaining('was written on after the run: it is graded as it stands now'));
    const written = record.exercises.flatMap(({ findings }) =>
      findings.filter((finding) => finding.kind === 'written'),
    );
    expect(written.map(({ answer }) => answer)).toEqual(['Ada', 'since then', null, null]);
    expect(grade(record, declared.points).items.slice(0, 2)).toMatchObject([{ earned: 5 }, { earned: 15 }]);
  });

  test('count with the mark that Notepad writes before them', async () => {
    const { record } = await withAnswers('\ufeffnames: [Ada]\r\nexercise-3: since then\r\n');
    expect(grade(record, declared.points).items.slice(0, 2)).toMatchObject([{ earned: 5 }, { earned: 15 }]);
  });

  describe('and written on in the bundle itself', () => {
    const forger = new Forger(bundle);
    forger.files.set('answers/studio-15.yaml', Buffer.from('names: [Ada]\n'));
    const before = forger.sealed();
    const since = new Map([...before, ['answers/studio-15.yaml', Buffer.from('names: [Eve]\nexercise-3: so it is\n')]]);
    const grading = (files: BundleFiles) => regrade(readSubmission(files, 'a.zip'), declared);

    test('count as they stand, and nobody is accused', async () => {
      const { discrepancies, told, record } = await grading(since);
      expect(discrepancies).toEqual([]);
      expect(told).toContain('answers/studio-15.yaml was changed after it was packed: prose is graded as it stands');
      expect(grade(record, declared.points).items.slice(0, 2)).toMatchObject([{ earned: 5 }, { earned: 15 }]);
    });

    test('are not what was signed', async () => {
      const { privateKey } = generateKeyPairSync('ed25519');
      const { discrepancies } = await grading(
        new Map([...signed(before, privateKey), ['answers/studio-15.yaml', Buffer.from('names: [Eve]\n')]]),
      );
      expect(discrepancies).toMatchObject([{ check: 'digest', where: 'answers/studio-15.yaml' }]);
    });

    test('are not what answers.md says: that is the lab’s', async () => {
      const page = new Forger(bundle).replace('answers.md', /^# .*$/m, '# Mine').files;
      expect((await grading(page)).discrepancies).toContainEqual(expect.objectContaining({ check: 'answers' }));
    });
  });

  test.each<[string, string | Buffer, RegExp]>([
    ['UTF-16', Buffer.from('\ufeffnames: [Ada]\n', 'utf16le'), /saved as UTF-16.*save it as UTF-8/],
    ['a name without letters', 'names: [.]\n', /has no letter/],
    ['aliases', `a: &a [x]\nnames: [${'*a,'.repeat(50)}]\n`, /aliases|Unrecognized/],
    ['a tag', 'names: !!js/function "function () {}"\n', /tag/i],
    ['a prototype', '__proto__: { evil: 1 }\n', /__proto__|Unrecognized/],
    ['no YAML', '{', /flow|expected|Flow/i],
    ['a flood', 'x'.repeat(70_000), /more than 65536 bytes/],
  ])('are told of and not read, with %s', async (_, text, why) => {
    const { discrepancies, told } = await withAnswers(text);
    expect(discrepancies).toEqual([]);
    expect(told.filter((one) => one.startsWith('answers/'))).toEqual([expect.stringMatching(why)]);
    expect(told.join()).toContain('answers/studio-15.yaml is not read: ');
    expect(({} as Record<string, unknown>)['evil']).toBeUndefined();
  });
});

describe('what cannot be read', () => {
  const broken = (path: string, text: string) => new Map([...bundle, [path, Buffer.from(text)]]);
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  test.each([
    ['no record', new Map([...bundle].filter(([path]) => path !== 'record.json')), 'it has no record.json'],
    ['a record of another kind', broken('record.json', '{"schema":"x"}'), 'record.json is malformed.'],
    ['a record that is no JSON', broken('record.json', '{'), 'record.json is no JSON'],
    ['JSON that is deep', broken('record.json', deep), 'record.json is malformed.'],
    [
      'a manifest with a prototype',
      broken('manifest.json', '{"__proto__":{"run":"x"}}'),
      'manifest.json is malformed.',
    ],
    [
      'a journal without end',
      broken('journal.jsonl', '{}\n'.repeat(50_001)),
      'journal.jsonl brings it to more than 50000 entries',
    ],
  ])('%s', (_, files, problem) => {
    expect(() => readSubmission(files, 'a.zip')).toThrow(problem);
  });

  test('a prototype reaches no object', async () => {
    const evil = new Forger(bundle)
      .replace('record.json', '"settings": {', '"settings": { "__proto__": { "evil": "1" },')
      .sealed();
    try {
      await found(evil);
    } catch {
      // Refused is as good.
    }
    expect(({} as Record<string, unknown>)['evil']).toBeUndefined();
  });
});
