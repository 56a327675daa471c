import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { shownPath } from '../../../fixtures/command-line/shown-path.ts';
import type { JournalEvent } from '../../record/journal/journal.ts';
import { RunFolder } from '../../record/journal/run-folder.ts';
import { sampleEvents, sampleRecord } from '../../testing/sample-record.ts';
import { unpacked } from '../bundle/archive.ts';
import { signing } from '../bundle/signature.ts';
import { handInArguments } from './arguments.ts';
import { handIn, handInText } from './hand-in.ts';
import { traitsIn, traitsOf } from './personal.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hand-in-'));
  suite('studio-15', 'rubric.ts', '1-names.test.ts', '2-drivers.test.ts', '3-disk.test.ts');
  suite('self-check', '1-same.test.ts');
  suite('latency', '1-cyclictest.test.ts');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const NEWEST = { run: undefined, out: undefined, sign: undefined };

function suite(name: string, ...files: string[]): void {
  for (const file of files) lay(`suites/${name}/${file}`, '');
}

function lay(path: string, content: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function run(name: string, events = sampleEvents()): void {
  const { project, settings } = sampleRecord();
  const folder = RunFolder.open(join(root, 'reports/results', name), { project, settings });
  for (const event of events) folder.add(event);
  folder.close();
}

/** The same, of another suite. */
const of = (name: string): JournalEvent[] =>
  JSON.parse(JSON.stringify(sampleEvents()).replaceAll('studio-15/', `${name}/`));
const without = (id: string) => sampleEvents().filter((event) => event.type !== 'exercise' || event.id !== id);
const ended = (state?: 'interrupted') => [
  ...sampleEvents().filter(({ type }) => type !== 'ended'),
  ...(state ? [{ type: 'ended', at: '2026-02-03T04:08:26.000Z', state } as const] : []),
];

test('makes the archive of the newest run, and tells of what is not answered', async () => {
  run('2026-02-03');
  lay('suites/studio-15/answers.yaml', 'names:\n  - Ada\n');
  const made = await handIn(root, NEWEST);
  expect(made).toMatchObject({ file: join(root, 'reports/results/2026-02-03.zip'), unanswered: ['Explain why.'] });
  const files = await unpacked(readFileSync(made.file), made.file);
  expect([...files.keys()]).toEqual([
    'answers/studio-15.yaml',
    'environment.json',
    'journal.jsonl',
    'manifest.json',
    'record.json',
    'record.schema.json',
  ]);
  expect(handInText({ ...made, file: shownPath(made.file, root), bytes: 2100, personal: [] }, 80)).toEqual([
    'Open     Explain why.',
    'Write into suites/studio-15/answers.yaml, then npm run hand-in again: no new run is needed.',
    'Run      2026-02-03 of studio-15',
    'Bundle   reports/results/2026-02-03.zip  6 files, 3 KiB',
  ]);
});

describe('the run', () => {
  test('is the newest that came to its end, of a suite that is graded, whatever was run since', async () => {
    run('2026-02-03');
    run('2026-02-04');
    run('2026-02-05', ended('interrupted'));
    run('2026-02-06', ended());
    run('2026-02-07', of('self-check'));
    run('2026-02-08', of('latency'));
    lay('reports/results/2026-02-09/record.json', 'torn');
    lay('reports/results/provision/npm.log', '');
    symlinkSync('2026-02-08', join(root, 'reports/results/latest'));
    expect(await handIn(root, NEWEST)).toMatchObject({ run: '2026-02-04', suites: ['studio-15'] });
  });

  test('is no upgrade check', async () => {
    run('2026-02-03');
    const settings = { LAB_BEFORE: 'image=debian-12', LAB_AFTER: 'image=debian-13' };
    run('2026-02-04', [...sampleEvents(), { type: 'settings', settings }]);
    expect(await handIn(root, NEWEST)).toMatchObject({ run: '2026-02-03' });
  });

  test.each([undefined, '2026-02-04'])('that lacks exercises is refused by their names (%s)', async (named) => {
    run(
      '2026-02-04',
      without('studio-15/2').filter((event) => !('exercise' in event && event.exercise === 'studio-15/2')),
    );
    await expect(handIn(root, { ...NEWEST, run: named })).rejects.toThrow(
      /^The run lacks studio-15\/2, so it is not handed in\.\n(.|\n)*npm run lab -- studio-15$/,
    );
    run('2026-02-03');
    await expect(handIn(root, { ...NEWEST, run: named })).rejects.toThrow('npm run hand-in -- 2026-02-03');
  });

  test('is no part of a divided one; named, it is refused', async () => {
    run('2026-02-03');
    run('2026-02-04', [{ type: 'part', number: 2, of: 4 }, ...sampleEvents()]);
    expect(await handIn(root, NEWEST)).toMatchObject({ run: '2026-02-03' });
    await expect(handIn(root, { ...NEWEST, run: '2026-02-04' })).rejects.toThrow(
      'The run is part 2 of 4, in which nothing is judged, so it is not handed in.',
    );
  });

  test('is merged of parts as any other is, if none of them lacks anything', async () => {
    const startedAt = '2026-02-03T04:05:06.000Z';
    const part = { number: 1, run: 'run-1', startedAt, hosts: ['lab-7, part 1'], blocks: 2, lacks: [] };
    const merged = (of: number): JournalEvent => ({
      type: 'merged',
      merged: { of, parts: [part], driftAllowed: 0.05, unlike: [] },
    });
    run('2026-02-03', [merged(1), ...sampleEvents()]);
    run('2026-02-04', [merged(2), ...sampleEvents()]);
    expect(await handIn(root, NEWEST)).toMatchObject({ run: '2026-02-03' });
    await expect(handIn(root, { ...NEWEST, run: '2026-02-04' })).rejects.toThrow(
      /^The run was merged of parts of which something is missing, so it is not handed in\.\n(.|\n)*part 2 of 2: all of it/,
    );
  });

  test('of a suite that gives no points is refused, where it is named', async () => {
    run('2026-02-03', of('self-check'));
    await expect(
      handIn(root, { ...NEWEST, run: '2026-02-03' }),
    ).rejects.toThrow(`The run’s suite is not graded, so it is not handed in.
  Run        ${root}/reports/results/2026-02-03
  Suites     self-check
  Graded     studio-15
  Try        npm run hand-in takes the newest run of one that is`);
  });
});

test('packs what the lab wrote and nothing else, and says what it left', async () => {
  run('2026-02-03');
  const folder = 'reports/results/2026-02-03';
  const ours = [
    ...['answers.md', 'appendix.md', 'report.html', 'junit.xml', 'history.json', 'upgrade.json', 'upgrade.txt'],
    ...['raw/0001-fio-read.txt', 'exports/bencher.json', 'consoles/studio-15/virtio-1/console.cast'],
    ...['consoles/studio-15/virtio-1/kernel.log'],
  ];
  const others = ['.DS_Store', 'id_rsa', 'raw/._0001-fio-read.txt', 'raw/id_rsa', 'consoles/notes.txt', 'a b.txt'];
  for (const path of [...ours, ...others]) lay(`${folder}/${path}`, path);
  symlinkSync('/etc/passwd', join(root, folder, 'passwd'));
  const made = await handIn(root, NEWEST);
  const packed = [...(await unpacked(readFileSync(made.file), made.file)).keys()];
  expect(packed).toEqual(expect.arrayContaining(ours));
  expect(packed).toHaveLength(ours.length + 5);
  expect(made.leftOut.toSorted()).toEqual([...others, 'passwd'].toSorted());
  expect(handInText(made, 80)).toContain('Left out id_rsa, which the lab did not write');
});

test('tells what of the computer and its user is in it', () => {
  // Not whoever runs the tests, whose own name is looked for too.
  const user = `x-${userInfo().username}`;
  const record = sampleRecord({ type: 'settings', settings: { LAB_TESTBED: `ssh:${user}@lab.example.org` } });
  const traits = traitsOf(`/home/${user}/studio`, record);
  expect(traits).toEqual(
    expect.arrayContaining([
      { what: 'the checkout’s path', text: `/home/${user}/studio` },
      { what: 'your user name', text: `/${userInfo().username}/` },
      { what: 'the testbed’s name', text: 'lab-7' },
      { what: 'the ssh destination', text: `${user}@lab.example.org` },
    ]),
  );
  const files = new Map([
    ['record.json', Buffer.from(`"/home/${user}/studio/guest", "${user}@lab.example.org"`)],
    ['journal.jsonl', Buffer.from(`{"path":"/home/${user}/studio"}`)],
  ]);
  expect(traitsIn(files, traits)).toEqual([
    `the checkout’s path, /home/${user}/studio, in record.json and 1 more`,
    `the ssh destination, ${user}@lab.example.org, in record.json`,
  ]);
});

test('of a named run, signed, to where it was asked for', async () => {
  run('2026-02-03');
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(join(root, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const out = join(root, 'new/folder/mine.zip');
  const asked = handInArguments(['2026-02-03', '--out', out, '--sign', join(root, 'key.pem')]);
  expect(await handIn(root, asked)).toMatchObject({ file: out });
  const files = await unpacked(readFileSync(out), out);
  expect(signing(files, [{ name: 'course', key: publicKey }])).toEqual({ state: 'signed', by: 'course' });
});

test('where there is no run yet', async () => {
  run('2026-02-03', of('self-check'));
  await expect(handIn(root, NEWEST)).rejects.toThrow(`There is no run to hand in yet.
  Expected   a run of studio-15 that came to its end
  Found      1 other run in ${root}/reports/results
  Try        npm run lab`);
  await expect(handIn(root, { ...NEWEST, run: 'nine' })).rejects.toThrow('There is no run "nine".');
});

test.each([
  ['has crashed or goes on', undefined, /has not come to its end, so(.|\n)*running(.|\n)*wait for its end/],
  ['was interrupted', 'interrupted' as const, /has not come to its end: it was interrupted(.|\n)*npm run lab/],
])('of a named run that %s', async (_, state, wording) => {
  run('2026-02-03', ended(state));
  await expect(handIn(root, { ...NEWEST, run: '2026-02-03' })).rejects.toThrow(wording);
});

test('with a key that is none', async () => {
  run('2026-02-03');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(join(root, 'ec.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await expect(handIn(root, { ...NEWEST, sign: join(root, 'ec.pem') })).rejects.toThrow(
    'A private Ed25519 key in PEM was expected.',
  );
  await expect(handIn(root, { ...NEWEST, sign: join(root, 'no.pem') })).rejects.toThrow(/no such file/);
});

test('with a mistake in its arguments', () => {
  expect(() => handInArguments(['--ot', 'x'])).toThrow(/Unknown option '--ot'(.|\n)*npm run hand-in -- --help/);
});
