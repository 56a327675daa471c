import { isDeepStrictEqual } from 'node:util';
import { typed } from '../../../fixtures/testbeds/processes/parent-death-guard.ts';
import { misleading, type Versions, versionsCommand, versionsIn } from '../../../fixtures/workloads/tools.ts';
import { measuring, needsNetwork, type Workload } from '../../../fixtures/workloads/workload.ts';
import type { Run, UnitRecord } from '../../record/schema/run.ts';
import { discrepancy } from '../bundle/discrepancy.ts';
import { consoleOf, packedIn, printed } from '../evidence/console-text.ts';
import { rawOf } from '../evidence/raw-output.ts';
import { entered, type Grounds, subjectOf, workloadsIn } from '../regrade/grounds.ts';
import { RECORD, type Remark, type Submission } from '../regrade/submission.ts';

/**
 * The versions that a unit has told of its tools are those that its console shows, and those that the tools print with
 * their own reports. Units of older records have told none.
 */
export function* checkTools({ submission, replayed: { walked } }: Grounds): Generator<Remark> {
  const runs = Map.groupBy(submission.record.runs, ({ unit }) => unit);
  for (const unit of submission.record.units) {
    const { tools, peerTools = {} } = unit;
    const experiment = walked.get(unit.experiment)?.experiment;
    if (experiment === undefined || !Object.hasOwn(experiment.arms, unit.arm)) continue;
    const workloads = workloadsIn(experiment, unit);
    const enter = entered(subjectOf(experiment, unit));
    const needed = [...new Set(workloads.flatMap((workload) => workload.tools))].sort();
    if (tools === undefined) {
      yield* checkUntold(unit, { needed, enter }, submission);
      continue;
    }
    for (const [tool, version] of Object.entries(tools)) {
      const why = misleading(tool, version);
      if (!needed.includes(tool)) yield at(unit, tool, RECORD, version, 'no workload needs it');
      if (why !== undefined) yield at(unit, tool, RECORD, version, `a version that ${why.because}`);
    }
    const meeting = workloads.filter(needsNetwork).flatMap((workload) => workload.tools);
    for (const [tool, version] of Object.entries(peerTools))
      if (!meeting.includes(tool)) yield at(unit, tool, RECORD, version, 'no workload needs it at the other end');
    yield* checkConsole(unit, tools, { needed, enter }, submission);
    yield* checkReports(unit, tools, { runs: runs.get(unit.id) ?? [], workloads }, submission);
  }
}

/**
 * A lab that asks one unit asks them all; what it was before it was renewed in the middle of a run, it may not have.
 */
function* checkUntold(unit: UnitRecord, asked: Asked, submission: Submission): Generator<Remark> {
  const { units, resumed } = submission.record;
  const where = `versions of tools in ${unit.id}`;
  const [shown, file] = shownIn(unit, asked, submission) ?? [];
  if (shown?.[0] !== undefined) yield discrepancy('console', { where, file: file ?? '' }, 'not told', shown[0]);
  else if (asked.needed.length > 0 && resumed === undefined && units.some(({ tools }) => tools !== undefined))
    yield discrepancy('tools', { where, file: RECORD }, 'not told', 'other units of the run tell theirs');
}

function* checkConsole(unit: UnitRecord, tools: Versions, asked: Asked, submission: Submission): Generator<Remark> {
  const [told, file] = shownIn(unit, asked, submission) ?? [];
  if (told !== undefined && !told.some((versions) => isDeepStrictEqual(versions, tools)))
    yield discrepancy(
      'console',
      { where: `versions of tools in ${unit.id}`, file: file ?? '' },
      tools,
      told[0] ?? 'nobody asked for them',
    );
}

interface Asked {
  readonly needed: readonly string[];
  /** What stands before the command on its console. */
  readonly enter: string;
}

/** What the console of a unit shows of its tools, each time it was asked; undefined where no console can. */
function shownIn(
  { machines: [first], targets }: UnitRecord,
  { needed, enter }: Asked,
  { record, files }: Submission,
): readonly [versions: readonly Versions[], file: string] | undefined {
  const machine = record.machines.find(({ id }) => id === first);
  // Of a fleet one that lived speaks for all.
  if (machine === undefined || targets.length > 1 || targets[0] !== machine.name) return undefined;
  const console = consoleOf(files, machine);
  if (console.flooded) return undefined;
  const outputs = console.outputsOf(enter + typed(versionsCommand(needed)));
  const told = outputs.map((output) =>
    versionsIn(needed, { stdout: printed(output), stderr: packedIn(output).join('\n') }),
  );
  return [told, machine.transcript];
}

function* checkReports(
  unit: UnitRecord,
  tools: Versions,
  { runs, workloads }: { readonly runs: readonly Run[]; readonly workloads: readonly Workload[] },
  { files }: Submission,
): Generator<Remark> {
  for (const { key, raw } of runs) {
    const [path = ''] = raw;
    const workload = workloads.find(({ name }) => name === key.workload);
    if (workload === undefined) continue;
    const output = rawOf(workload, files.get(path))?.outputs[measuring(workload)[0]?.name ?? ''];
    if (output === undefined) continue;
    for (const [tool, version] of Object.entries(versionsIn(workload.tools, output)))
      if (tools[tool] !== version) yield at(unit, tool, path, tools[tool], version);
  }
}

const at = ({ id }: UnitRecord, tool: string, file: string, claimed: unknown, found: unknown) =>
  discrepancy('tools', { where: `version of ${tool} in ${id}`, file }, claimed, found);
