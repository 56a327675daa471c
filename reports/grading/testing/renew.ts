// Renews a run that the grader is tried on: node reports/grading/testing/renew.ts FILE.zip [RUN] Without a run's folder
// what the tools and the consoles printed stays as it is, and what the lab makes of that is today's: declarations,
// readings, findings, verdicts, answers.md. With one its run takes the place of the other: LAB_TESTBED=local
// LAB_ACCEL=tcg LAB_PACE=quick npm run lab; the same with LAB_STUDENT=522005;
// LAB_TESTBED=nested LAB_PACE=quick; the first with npm run lab -- rfc-2544/3; LAB_STUDENT=522019
// LAB_TESTBED=nested LAB_PACE=quick npm run lab -- hypervisors/3, unanswered. merged.zip is two parts of the first, merged.
import { readFileSync, writeFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { declarationOf } from '../../../fixtures/experiments/declaration/declared.ts';
import { folderOfPart, mergedEvents } from '../../../fixtures/merging/merged-events.ts';
import { answerPages } from '../../formats/answers-markdown.ts';
import type { JournalEvent } from '../../record/journal/journal.ts';
import type { FindingRecord } from '../../record/schema/record.ts';
import { isPlainNote, suiteOf } from '../../record/views/exercise-state.ts';
import { keyText } from '../../record/views/run-key.ts';
import { packed, unpacked } from '../bundle/archive.ts';
import type { BundleFiles } from '../bundle/files.ts';
import { runFiles } from '../bundle/run-files.ts';
import { partsOf } from '../checks/merge.ts';
import { loadDeclared } from '../regrade/declared.ts';
import { replayed } from '../regrade/replayed.ts';
import { JOURNAL, readSubmission, type Submission } from '../regrade/submission.ts';
import { Forger } from './forger.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** What a bundle does not hold. */
const WRITTEN = /^(?:exports\/|report\.html$|junit\.xml$|history\.)/;
/** Whose checkout and cache these were does not matter. */
const HOMES = [
  [ROOT, '/home/student/virtio-studio'],
  [homedir(), '/home/student'],
] as const;
const ELSEWHERE = {
  hostname: 'lab-7',
  kernel: '6.1.0-41-amd64',
  kernelBuild: '#1 SMP PREEMPT_DYNAMIC Debian 6.1.158-1',
};

const [, , file = '', run] = process.argv;
const renewed = new Forger(
  run === undefined ? await unpacked(readFileSync(file), file) : anonymous(runFiles(run).files),
);
if (renewed.record.testbed?.fingerprint?.hostname === hostname()) renewed.retell(moved);
await remade(renewed).catch(nothingNew);
for (const [name, text] of answerPages(renewed.record)) renewed.files.set(name, Buffer.from(text));
writeFileSync(file, await packed(renewed.sealed()));

/** Where the journal is today's already, answers.md may still have other words. */
function nothingNew(error: unknown): void {
  if (!(error instanceof Error && error.message.includes('changes nothing'))) throw error;
}

async function remade(forger: Forger): Promise<void> {
  if (forger.record.merged !== undefined) await partsRemade(forger).catch(nothingNew);
  forger.retell(await today(readSubmission(forger.sealed(), file)));
}

/** How the lab of today tells of a run when it resumes it at its end. */
async function today(submission: Submission): Promise<(event: JournalEvent) => JournalEvent> {
  const { record } = submission;
  Object.assign(process.env, record.settings);
  const declared = await loadDeclared(ROOT, [...new Set(record.exercises.map(suiteOf))]);
  const { walked, record: anew } = await replayed(submission, declared);
  const runs = new Map(anew.runs.map((one) => [keyText(one.key, `${one.unit} ${one.target}`), one]));
  const claims = new Map(anew.claims.map((claim) => [claim.id, claim]));
  const derived = new Map(anew.exercises.map(({ id, findings }) => [id, findings.filter(isDerived)]));
  const counts = (exercises: typeof anew.exercises) =>
    exercises.map(({ id, findings }) => `${id} ${findings.filter(isDerived).length}`);
  if (counts(record.exercises).join() !== counts(anew.exercises).join())
    throw new Error('its exercises show something else than those of today: make a new run');
  const lacks = [...walked.values()].flatMap((one) => one.lacks ?? []);
  if (lacks.length > 0) throw new Error(`today it would be another run: ${lacks.join('; ')}`);
  return (event) => {
    if (event.type === 'experiment') {
      const experiment = walked.get(event.experiment.id)?.experiment;
      return experiment ? { ...event, experiment: declarationOf(experiment, event.experiment.exercise) } : event;
    }
    if (event.type === 'run')
      return { ...event, run: runs.get(keyText(event.run.key, `${event.run.unit} ${event.run.target}`)) ?? event.run };
    if (event.type === 'claim') return { ...event, claim: claims.get(event.claim.id) ?? event.claim };
    if (event.type !== 'finding' || !isDerived(event.finding)) return event;
    const finding = derived.get(event.exercise)?.shift();
    return finding ? { ...event, finding } : event;
  };
}

/** Tells the parts of a merged run anew, and of what they make what came before its exercises looked at it. */
async function partsRemade(forger: Forger): Promise<void> {
  const submission = readSubmission(forger.sealed(), file);
  const { parts = [] } = submission;
  for (const part of parts) {
    const change = await today(part);
    const entries = part.journal.map(
      ({ at, event }) => `${JSON.stringify({ at: at.toISOString(), event: change(event) })}\n`,
    );
    forger.files.set(`${folderOfPart(part.record.part ?? { number: 0 })}/${JOURNAL}`, Buffer.from(entries.join('')));
  }
  const { parts: anew = [] } = readSubmission(forger.sealed(), file);
  const [first, ...others] = anew.flatMap(({ record }) => partsOf(record));
  if (first === undefined) return;
  const merged = [...mergedEvents([first, ...others])];
  // Its first entry tells that the run was begun.
  let place = -1;
  forger.retell((event) => merged[place++] ?? event);
}

/** A claim's is told by the claim itself. */
function isDerived(finding: FindingRecord): boolean {
  return finding.kind !== 'claim' && finding.kind !== 'written' && !isPlainNote(finding);
}

function anonymous(files: BundleFiles): BundleFiles {
  return new Map(
    [...files]
      .filter(([path]) => !WRITTEN.test(path))
      .map(([path, content]) => {
        const text = HOMES.reduce((so, [from, to]) => so.replaceAll(from, to), content.toString('latin1'));
        return [path, Buffer.from(text, 'latin1')];
      }),
  );
}

/** A testbed that this computer itself was becomes another's. */
function moved(event: JournalEvent): JournalEvent {
  if (event.type === 'block') return { ...event, host: ELSEWHERE.hostname };
  if (event.type === 'resumed') return { ...event, hostname: ELSEWHERE.hostname };
  if (event.type === 'unit') return { ...event, unit: { ...event.unit, host: ELSEWHERE.hostname } };
  if (event.type !== 'testbed') return event;
  const { virtualized: _, ...fingerprint } = { ...event.testbed.fingerprint, ...ELSEWHERE };
  return { ...event, testbed: { ...event.testbed, name: ELSEWHERE.hostname, fingerprint } };
}
