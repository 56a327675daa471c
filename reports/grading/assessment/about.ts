import type { RunRecord } from '../../record/schema/record.ts';

/** By what and how a run was made: for whoever must know whether two of them were asked the same. */
export interface About {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt?: string | undefined;
  readonly state: RunRecord['state'];
  readonly pace: string;
  readonly commit?: string | undefined;
  /** The grader's own, where it is known. */
  readonly graderCommit?: string | undefined;
  readonly dirty: boolean;
  readonly qemu: string;
  /** Somebody named another one than the testbed's (LAB_QEMU). */
  readonly otherQemu: boolean;
  readonly accelerators: readonly string[];
  readonly testbed: string;
}

/** Every pace but this one is told by LAB_PACE. */
const PACE = 'handout';
/** As git shortens them at the least, and some. */
const COMMIT_DIGITS = 12;

export function aboutOf(record: RunRecord, graderCommit: string | undefined): About {
  const { project, settings, testbed, machines, state, startedAt, endedAt } = record;
  return {
    ...{ startedAt, endedAt, state, graderCommit },
    pace: settings['LAB_PACE'] ?? PACE,
    commit: project.commit,
    dirty: project.dirty === true,
    qemu: testbed?.fingerprint.qemu.version ?? 'unknown',
    otherQemu: settings['LAB_QEMU'] !== undefined,
    accelerators: [...new Set(machines.map(({ accelerator }) => accelerator))],
    testbed: testbed === undefined ? 'unknown' : `${testbed.kind}, ${testbed.fingerprint.distribution}`,
  };
}

/** In one line; a grader looks for what is unlike the others. */
export function aboutText(about: About): string {
  const { pace, testbed } = about;
  return `${stateText(about)}, pace ${pace}, ${commitText(about)}, ${qemuText(about)}, testbed ${testbed}`;
}

export const stateText = ({ state }: About): string => (state === 'finished' ? state : `NOT FINISHED (${state})`);

export function commitText({ commit, graderCommit, dirty }: About): string {
  if (commit === undefined) return 'commit unknown';
  const other = graderCommit !== undefined && graderCommit !== commit;
  return [
    `commit ${commit.slice(0, COMMIT_DIGITS)}`,
    ...(other ? [`not the grader’s (${graderCommit.slice(0, COMMIT_DIGITS)})`] : []),
    ...(dirty ? ['CHANGED after it was checked out'] : []),
  ].join(', ');
}

export const qemuText = ({ qemu, otherQemu, accelerators }: About): string =>
  [`QEMU ${qemu}`, ...(otherQemu ? ['ANOTHER ONE by LAB_QEMU'] : []), ...accelerators].join(', ');
