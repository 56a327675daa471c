import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { experiment } from '../../../fixtures/experiments/declaration/declared.ts';
import type { AnyExperiment } from '../../../fixtures/experiments/declaration/experiment.ts';
import type { Procedure } from '../../../fixtures/experiments/declaration/procedure.ts';
import { fakeHost } from '../../../fixtures/harness/fakes/fake-host.ts';
import { FakeRun, Killed } from '../../../fixtures/harness/fakes/fake-run.ts';
import { virtioBlk, virtioNet } from '../../../fixtures/machines/declaration/devices.ts';
import { mebibytes } from '../../../fixtures/machines/declaration/mebibytes.ts';
import { machine } from '../../../fixtures/machines/declaration/spec.ts';
import { THROUGHPUT } from '../../../fixtures/statistics/samples/metric.ts';
import { fleet } from '../../../fixtures/subjects/fleet.ts';
import { native } from '../../../fixtures/subjects/native.ts';
import { iperf } from '../../../fixtures/workloads/iperf/iperf.ts';
import { entriesIn } from '../../record/journal/journal-file.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { withSeries } from '../../record/views/series.ts';
import { readFolder } from '../bundle/folder.ts';
import { manifestOf } from '../bundle/manifest.ts';
import type { Submission } from './submission.ts';
import { walk } from './walk.ts';

const vm = machine('vm', { memory: mebibytes(512), vcpus: 1, disk: virtioBlk() });
const claims = [{ statement: 'vm wins', metric: 'throughput', of: 'vm', against: 'native', atLeast: 1 }] as const;
const plain = experiment({
  ...{ id: 'test/tcp', arms: { vm, native }, workloads: [iperf({ seconds: 1 })], boots: 2, claims },
  budget: { boots: 4, seconds: 60 },
});
const two = experiment({
  ...{
    id: 'test/fleet',
    arms: { one: vm, two: fleet(vm, { count: 2 }) },
    workloads: [iperf({ seconds: 1 })],
    boots: 2,
  },
  factors: { boot: { device: ['a', 'b'] } },
});
const twice = experiment({
  ...{ id: 'test/twice', arms: { two: fleet(vm, { count: 2 }) }, boots: 2, repeats: 2 },
  workloads: [iperf({ seconds: 1 })],
});
/** Doubles a size until the throughput is high enough. */
const search: Procedure = {
  name: 'search',
  metrics: { found: THROUGHPUT },
  *trials() {
    let last = 0;
    for (let size = 1; last < 300; size *= 2) {
      const heard = yield { size };
      last = Number(heard['throughput']);
    }
    return { found: last };
  },
};
const searching = experiment({
  ...{ id: 'test/search', arms: { vm }, workloads: [iperf({ seconds: 1 })], boots: 2 },
  procedure: () => search,
});

const card = vm.with({ name: 'card', nic: virtioNet() });
/** On a testbed where taps are forbidden it is measured at one point. */
const networks = experiment({
  ...{ id: 'test/networks', workloads: [iperf({ seconds: 1 })], boots: 3, factors: { boot: { net: ['user', 'tap'] } } },
  arms: { card: ({ net }) => (net === 'tap' ? card.with({ netdev: 'tap' }) : card), native },
  varies: (arm) => arm === 'card',
});

function host() {
  let asked = 0;
  const report = () => {
    asked += 1;
    const rate = 90 + ((asked * 37) % 300);
    return `Client connecting to 10.0.2.2, TCP port 8080\n[  1] 0.0000-1.0000 sec  ${Math.round((rate * 1e6) / 8192)} KBytes  ${rate * 1000} Kbits/sec\n`;
  };
  return fakeHost({ replies: { iperf: report, unshare: { exit: 1 } } });
}

function submissionOf(run: FakeRun): Submission {
  const folder = run.recorder().folder;
  const files = readFolder(folder);
  const journal = entriesIn(readFileSync(join(folder, 'journal.jsonl'), 'utf8'));
  return { files, record: run.record, journal, torn: 0, manifest: manifestOf('x', new Map()) };
}

async function performed(declared: AnyExperiment, killedAfter?: number): Promise<Submission> {
  using run = new FakeRun({ host: host() });
  if (killedAfter !== undefined) await expect(run.perform(declared, { killedAfter })).rejects.toBeInstanceOf(Killed);
  await run.perform(declared);
  return submissionOf(run);
}

const changed = (submission: Submission, change: (record: RunRecord) => Partial<RunRecord>): Submission => ({
  ...submission,
  record: withSeries({ ...submission.record, ...change(submission.record) }),
});

test.each([
  ['boots that are added while a claim is open', plain, undefined],
  ['a fleet, and a factor that needs a fresh boot', two, undefined],
  ['a search', searching, undefined],
  ['an arm that cannot be had at one point', networks, undefined],
  ['the same, killed and resumed', networks, 30],
  ['a run that was killed, and resumed', plain, 24],
  ['a search that was killed, and resumed', searching, 17],
])('an honest run of an experiment is walked to its end: %s', async (_, declared, killedAfter) => {
  const walked = walk(declared, await performed(declared, killedAfter));
  expect(walked).toMatchObject({ lacks: undefined, remarks: [] });
  expect(walked.taken.length).toBeGreaterThan(1);
});

const first = (submission: Submission) => submission.record.runs[0];

test.each<[string, AnyExperiment, (record: RunRecord) => Partial<RunRecord>, RegExp]>([
  ['a run left out', plain, ({ runs }) => ({ runs: runs.slice(1) }), /^test\/tcp, vm, iperf sending, block 1/],
  ['its last block left out', plain, ({ blocks }) => ({ blocks: blocks.slice(0, -1) }), /^$/],
  [
    'a unit left out',
    two,
    ({ units, runs }) => ({ units: units.slice(1), runs: runs.filter(({ unit }) => unit !== units[0]?.id) }),
    /^units of block 1 of test\/fleet/,
  ],
  [
    'a point that is said to be left out, and was measured',
    networks,
    ({ leftOut }) => ({ leftOut: leftOut.map((one) => ({ ...one, at: { net: 'user' } })) }),
    /^units of block 1 of test\/networks/,
  ],
  [
    'the sum of a fleet',
    two,
    ({ runs }) => ({
      runs: runs.map((run) => (run.target === 'unit' ? { ...run, readings: { ...run.readings, throughput: 1 } } : run)),
    }),
    /^throughput of .*of the unit$/,
  ],
  [
    'a guest of a fleet left out',
    two,
    ({ runs }) => ({ runs: runs.filter(({ target }) => target !== 'vm-2') }),
    /^targets of test\/fleet, two/,
  ],
  [
    'a guest of a fleet that is told as lost, and has all of its runs',
    two,
    ({ units }) => ({
      units: units.map((unit) =>
        unit.targets.includes('vm-2') ? { ...unit, lost: [{ target: 'vm-2', why: 'it died' }] } : unit,
      ),
    }),
    /^vm-2 of /,
  ],
  [
    'a guest of a fleet that measures again after it was lost',
    twice,
    ({ units, runs }) => ({
      units: units.map((unit) =>
        unit.targets.includes('vm-2') ? { ...unit, lost: [{ target: 'vm-2', why: 'it died' }] } : unit,
      ),
      runs: runs.filter(({ target, key }) => target !== 'vm-2' || key.repeat !== 1),
    }),
    /^vm-2 of /,
  ],
  [
    'what a search has found',
    searching,
    ({ runs }) => ({ runs: runs.map((run) => (run.target === 'found' ? { ...run, readings: { found: 999 } } : run)) }),
    /^what was found at test\/search/,
  ],
  [
    'a trial that the search does not come to',
    searching,
    ({ runs }) => {
      const [one] = runs;
      return { runs: one ? [...runs, { ...one, key: { ...one.key, at: { size: 99 }, trial: 99 } }] : runs };
    },
    /^test\/search, vm, iperf sending, size 99/,
  ],
])('%s is told, or what it lacks', async (_, declared, change, where) => {
  const submission = changed(await performed(declared), change);
  expect(first(submission)).toBeDefined();
  const { lacks, remarks } = walk(declared, submission);
  if (where.source === '^$') expect(lacks).toMatch(/block 2 of test\/tcp was not measured to its end/);
  else expect(remarks).toContainEqual(expect.objectContaining({ where: expect.stringMatching(where) }));
});
