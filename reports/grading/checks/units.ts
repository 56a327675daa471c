import { isDeepStrictEqual } from 'node:util';
import { type AnyExperiment, treatmentsAt } from '../../../fixtures/experiments/declaration/experiment.ts';
import { hostOf } from '../../../fixtures/experiments/performing/calibrating.ts';
import { ENTER } from '../../../fixtures/subjects/container/lay.ts';
import { BOOT_ID, HOST, hostProof } from '../../../fixtures/subjects/container/proof.ts';
import { machinesOf, targetsOf } from '../../../fixtures/subjects/drivers.ts';
import type { Subject } from '../../../fixtures/subjects/subject.ts';
import { typed } from '../../../fixtures/testbeds/processes/parent-death-guard.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import type { UnitRecord } from '../../record/schema/run.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { type ConsoleText, consoleOf, printed, shows } from '../evidence/console-text.ts';
import { type Grounds, subjectOf, tellsMachines } from '../regrade/grounds.ts';
import { RECORD, type Remark, type Submission } from '../regrade/submission.ts';
import { checkLost } from './lost.ts';
import { BOOT, proofsOf } from './machines.ts';

/** Each unit is of its arm's subject: its machines, targets, proofs and what was looked at in it. */
export function* checkUnits({ submission, replayed: { walked } }: Grounds): Generator<Remark> {
  const { record } = submission;
  const owners = new Map<string, string>();
  for (const unit of record.units) {
    const experiment = walked.get(unit.experiment)?.experiment;
    if (experiment === undefined || !Object.hasOwn(experiment.arms, unit.arm)) continue;
    const subject = subjectOf(experiment, unit);
    yield* checkParts(unit, subject, record);
    yield* checkProofs(unit, experiment, submission);
    yield* checkLooks(unit, experiment, submission);
    for (const machine of unit.machines) {
      const other = owners.get(machine);
      if (other !== undefined) yield at(`machines of ${unit.id}`, machine, `it is of ${other}`);
      owners.set(machine, unit.id);
    }
  }
  // A run that was taken up again may have been on several.
  const names = new Set(
    submission.journal.flatMap(({ event }) => (event.type === 'testbed' ? [event.testbed.name] : [])),
  );
  for (const { id, experiment, host } of record.units) {
    const named = walked.get(experiment)?.experiment.host === undefined;
    if (named && !names.has(host)) yield at(`host of ${id}`, host, [...names].join(', '));
  }
  yield* checkHosts(submission);
  for (const { event } of submission.journal) {
    if (event.type !== 'block' && event.type !== 'left out') continue;
    const { arms } = walked.get(event.experiment)?.experiment ?? {};
    const known = arms !== undefined && (event.type === 'block' || Object.hasOwn(arms, event.arm));
    const what = event.type === 'block' ? `block ${event.block}` : event.arm;
    if (!known && walked.size > 0)
      yield at(`${what} of ${event.experiment}`, event.type, 'no exercise of the run asks for it');
  }
  for (const { exercise, experiment } of record.quiet) {
    const own = record.experiments.find(({ id }) => id === experiment)?.exercise;
    if (own !== exercise) yield at(`quiet before ${experiment}`, exercise, own);
  }
  yield* checkLost(submission);
}

/**
 * Blocks are on the computer that the run was on: another one only after it was taken up there, which the grader is
 * told.
 */
function* checkHosts({ journal, record }: Submission): Generator<Remark> {
  let expected: string | undefined;
  let kind: string | undefined;
  for (const { event } of journal) {
    if (event.type === 'testbed') {
      kind = event.testbed.kind;
      // A nested one does not tell the name of the computer that emulates it.
      if (kind !== 'nested') expected = hostOf(event.testbed.name, record);
    }
    if (event.type === 'resumed' && kind === 'nested') expected = hostOf(event.hostname, record);
    if (event.type !== 'block') continue;
    expected ??= event.host;
    if (event.host !== expected) yield at(`host of block ${event.block} of ${event.experiment}`, event.host, expected);
  }
  const hosts = [...new Set(record.blocks.map(({ host }) => host))];
  if (hosts.length > 1) yield { told: `it was measured on ${hosts.length} computers: ${hosts.join(', ')}` };
}

function* checkParts(unit: UnitRecord, subject: Subject, { machines, experiments }: RunRecord): Generator<Remark> {
  const { id, targets, experiment } = unit;
  if (!tellsMachines(subject)) return;
  const specs = machinesOf([subject]);
  const names = unit.machines.map((machine) => machines.find((one) => one.id === machine)?.name ?? machine);
  const expected = specs.map(({ name }) => name);
  if (!isDeepStrictEqual(names, expected))
    yield at(`machines of ${id}`, names.join(', ') || 'none', expected.join(', ') || 'none');
  const wanted = specs.length > 0 ? expected : targetsOf(subject);
  if (!isDeepStrictEqual(targets, wanted)) yield at(`targets of ${id}`, targets.join(', '), wanted.join(', '));
  const [suite = ''] = (experiments.find((one) => one.id === experiment)?.exercise ?? '').split('/');
  const [head] = BOOT.test(id) ? [id.replace(BOOT, '')] : [''];
  // Programs side by side are a fleet too, natively.
  const name = specs.length === 0 && wanted.length === 1 ? unit.arm : `${suite}/${subject.name}`;
  if (head !== name) yield at(`id of ${id}`, id, `${name}#…`);
  if (specs.length === 1 && unit.machines[0] !== id) yield at(`machines of ${id}`, unit.machines[0], id);
}

function* checkProofs(
  { id, proofs, machines, arm, at: cell }: UnitRecord,
  experiment: AnyExperiment,
  { record, files }: Pick<Submission, 'record' | 'files'>,
): Generator<Remark> {
  for (const { of, agrees, witnesses } of proofs)
    if (!agrees || !witnesses.every((witness) => witness.agrees) || witnesses.length === 0)
      yield at(`proof of ${of} in ${id}`, agrees, 'its witnesses do not agree');
  const subject = subjectOf(experiment, { arm, at: cell });
  const [machine] = machines;
  const booted = record.machines.find((one) => one.id === machine);
  const console = booted && consoleOf(files, booted);
  const shown = (command: readonly string[]) =>
    console === undefined || console.flooded ? undefined : console.outputsOf(typed(command)).map(printed);
  for (const treatment of treatmentsAt(experiment, arm, cell)) {
    const proof = proofs.find(({ of }) => of === treatment.name);
    if (proof === undefined) yield at(`proofs of ${id}`, 'a unit that counts', `nothing proves ${treatment.name}`);
    else
      for (const sentence of treatment.contradicted?.(proof, subject, shown) ?? [])
        yield at(`proof of ${treatment.name} in ${id}`, 'proved', sentence);
  }
  if (machine === undefined || (subject.kind !== 'machine' && subject.kind !== 'container')) return;
  if (console !== undefined && !console.flooded && subject.kind === 'container') yield* checkHost(id, proofs, console);
  const evidence = proofsOf(booted?.evidence ?? []);
  if (!isDeepStrictEqual(proofs.slice(0, evidence.length), evidence)) yield at(`proofs of ${id}`, proofs, evidence);
}

/** A container in a machine has that machine's kernel, by what its console shows of both. */
function* checkHost(id: string, proofs: UnitRecord['proofs'], console: ConsoleText): Generator<Remark> {
  const shown = (words: readonly string[]) => printed(console.outputsOf(typed(words))[0] ?? '').trim();
  const told = proofs.find(({ of }) => of === HOST)?.witnesses ?? [];
  const { witnesses } = hostProof({ container: shown([...ENTER, ...BOOT_ID]), guest: shown(BOOT_ID), testbed: '' });
  if (!isDeepStrictEqual(told, witnesses))
    yield at(
      `proof of ${HOST} in ${id}`,
      told.map(({ found }) => found).join(', '),
      witnesses.map(({ found }) => found).join(', '),
    );
}

/** Each command of the experiment's looks ran once on each target, and its console shows what it printed. */
function* checkLooks(
  unit: UnitRecord,
  { looks = {} }: AnyExperiment,
  { record, files }: Submission,
): Generator<Remark> {
  const { id, arm, targets, machines } = unit;
  const expected = targets.flatMap((target) => (looks[arm] ?? []).map((command) => `${command} on ${target}`));
  const told = (unit.looks ?? []).map(({ command, target }) => `${command} on ${target}`);
  if (!isDeepStrictEqual(told, expected))
    yield at(`looks of ${id}`, told.join('; ') || 'none', expected.join('; ') || 'none');
  for (const { command, target, stdout } of unit.looks ?? []) {
    const machine = record.machines.find((one) => one.id === machines[targets.indexOf(target)]);
    if (machine === undefined) continue;
    const console = consoleOf(files, machine);
    const outputs = console.outputsOf(command);
    if (console.flooded || outputs.some((output) => shows(output, stdout))) continue;
    const shown = outputs.map(printed).join('\n') || 'no such command';
    yield discrepancy('console', { where: `${command} in ${id}`, file: machine.transcript }, stdout, shown);
  }
}

const at = (where: string, claimed: unknown, found: unknown) =>
  discrepancy('unit', { where, file: RECORD }, claimed, found);
