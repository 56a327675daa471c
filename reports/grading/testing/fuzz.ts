// For tests: single changes of a bundle at random places, by a seed.

import { seeded } from '../../../fixtures/statistics/samples/random.ts';
import { eventSchema, isRecorded, type JournalEvent } from '../../record/journal/journal.ts';
import { entriesIn } from '../../record/journal/journal-file.ts';
import type { BundleFiles } from '../bundle/files.ts';
import type { Declared } from '../regrade/declared.ts';
import { regrade } from '../regrade/regrade.ts';
import { JOURNAL, readSubmission } from '../regrade/submission.ts';
import { Forger } from './forger.ts';
import { isUnprotected } from './unprotected.ts';

export interface Fuzzed {
  /** `run.readings.iops`, `raw/…-fio-read`, …: by what a list may name it. */
  readonly place: string;
  readonly change: string;
  /** Undefined where nobody could read it any more. */
  readonly files: BundleFiles | undefined;
}

/**
 * Of so many single changes by a seed and those after it: which are neither found nor on the list of what is not
 * protected.
 */
export async function unfound(
  bundle: BundleFiles,
  declared: Declared,
  { seed, changes }: { readonly seed: number; readonly changes: number },
): Promise<string[]> {
  const missed: string[] = [];
  let tried = 0;
  for (let each = seed; tried < changes; each += 1) {
    const { place, change, files } = fuzzed(bundle, each);
    if (files === undefined || isUnprotected(place)) continue;
    tried += 1;
    if (!(await isFound(files, declared))) missed.push(`${each}: ${place}, ${change}`);
  }
  return missed;
}

/** What cannot be read, or held against this checkout at all, is open. */
async function isFound(files: BundleFiles, declared: Declared): Promise<boolean> {
  try {
    const { discrepancies, open } = await regrade(readSubmission(files, 'a.zip'), declared);
    return discrepancies.length > 0 || open.some(({ of }) => of === 'everything');
  } catch {
    return true;
  }
}

/**
 * One change: of a value in journal and record alike, of a character that a file shows, of files, or of their order.
 */
export function fuzzed(bundle: BundleFiles, seed: number): Fuzzed {
  const random = seeded(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const kind = random();
  if (kind < 0.6) return inJournal(bundle, pick, random);
  if (kind < 0.9) return inFile(bundle, pick);
  return ofFiles(bundle, pick);
}

type Pick = <T>(all: readonly T[]) => T;

function inJournal(bundle: BundleFiles, pick: Pick, random: () => number): Fuzzed {
  const forger = new Forger(bundle);
  const events = entriesIn(forger.text(JOURNAL)).map(({ event }) => event);
  const type = pick([...new Set(events.filter(isRecorded).map((event) => event.type))]);
  const chosen = pick(events.filter((event) => event.type === type));
  const told =
    type === 'testbed' && chosen !== events.findLast((event) => event.type === type) ? `earlier ${type}` : type;
  if (random() < 0.15)
    return { place: `${told}, left out`, change: shown(chosen), files: retold(forger, chosen, undefined) };
  const leaves = [...leavesOf(chosen)].filter(({ path }) => path[0] !== 'type');
  const { path, value } = pick(leaves);
  const place = `${told}.${path.map((word) => (typeof word === 'number' ? '[]' : word)).join('.')}`;
  const other = otherThan(value, random);
  const parsed = eventSchema.safeParse(withLeaf(chosen, path, other));
  const files = parsed.success ? retold(forger, chosen, parsed.data) : undefined;
  return { place, change: `${shown(value)} to ${shown(other)}`, files };
}

function retold(forger: Forger, chosen: JournalEvent, other: JournalEvent | undefined): BundleFiles | undefined {
  const text = JSON.stringify(chosen);
  let done = false;
  try {
    forger.retell((event) => {
      if (done || JSON.stringify(event) !== text) return event;
      done = true;
      return other;
    });
    return forger.sealed();
  } catch {
    return undefined;
  }
}

function inFile(bundle: BundleFiles, pick: Pick): Fuzzed {
  const forger = new Forger(bundle);
  const path = pick(
    [...bundle.keys()].filter(
      (one) => /^(?:raw|consoles)\/|answers\.md$/.test(one) && (bundle.get(one)?.length ?? 0) > 0,
    ),
  );
  const text = forger.text(path);
  const { index = 0 } = pick([...text.matchAll(/\d/g)]);
  const digit = Number(text[index]);
  const line = text.slice(text.lastIndexOf('\n', index) + 1, text.indexOf('\n', index));
  const other = (digit + 1) % 10;
  forger.edit(path, () => `${text.slice(0, index)}${other}${text.slice(index + 1)}`);
  return {
    place: `${placeIn(path, text.slice(0, index))}: ${line.slice(0, 120)}`,
    change: `${digit} to ${other} at ${index}`,
    files: forger.sealed(),
  };
}

/** `raw/fio-read, native, tool`, `raw/iperf-sending, guest, server`, `consoles/console.cast`, `answers.md`. */
function placeIn(path: string, before: string): string {
  const [folder, name = ''] = [path.split('/', 1)[0], path.split('/').at(-1)];
  if (folder === 'consoles') return `consoles/${name}`;
  if (folder !== 'raw') return path;
  const [, tool = '', unit = ''] = /^\d+-(\w+-[a-z]+)-(.*)$/.exec(name) ?? [];
  const part = before.split('\n').findLast((line) => /^--- (?:role |counted)/.test(line));
  return `raw/${tool}, ${unit.startsWith('native') ? 'native' : 'guest'}, ${part?.replace(/^--- (?:role )?/, '')}`;
}

function ofFiles(bundle: BundleFiles, pick: Pick): Fuzzed {
  const forger = new Forger(bundle);
  const some = [...bundle.keys()].filter(
    (path) => /^(?:raw|consoles)\//.test(path) && (bundle.get(path)?.length ?? 0) > 0,
  );
  const [one, other] = [pick(some), pick(some)];
  if (one === other) {
    forger.files.delete(one);
    return { place: `${one}, left out`, change: 'left out', files: forger.sealed() };
  }
  return { place: `${one} and ${other}`, change: 'exchanged', files: forger.swap(one, other).sealed() };
}

interface Leaf {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

function* leavesOf(value: unknown, path: readonly (string | number)[] = []): Generator<Leaf> {
  if (typeof value !== 'object' || value === null) {
    yield { path, value };
    return;
  }
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  for (const [key, one] of entries) yield* leavesOf(one, [...path, key]);
}

function withLeaf(value: unknown, [key, ...rest]: readonly (string | number)[], leaf: unknown): unknown {
  if (key === undefined) return leaf;
  if (Array.isArray(value)) return value.map((one, index) => (index === key ? withLeaf(one, rest, leaf) : one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, name === key ? withLeaf(one, rest, leaf) : one]),
  );
}

/** Not so far off that its form gives it away. */
function otherThan(value: unknown, random: () => number): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value + 1 : value * (1.01 + random() / 2);
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string') return 'x';
  const time = Date.parse(value);
  if (/^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(time)) return new Date(time + 300_000).toISOString();
  return /\d/.test(value) ? value.replace(/\d/, (digit) => `${(Number(digit) + 1) % 10}`) : `${value}x`;
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 120);
