import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outcome } from '../assessment/assessment.ts';
import { packed } from '../bundle/archive.ts';
import type { BundleFiles } from '../bundle/files.ts';
import { inventedRuns, nameOf, packedOutputs } from '../testing/attacks.ts';
import { honest } from '../testing/forger.ts';
import { MEMORY_MIB } from './bounds.ts';
import { gradedInWorker } from './in-worker.ts';

const ROOT = join(import.meta.dirname, '../../..');
const MIB = 1024 ** 2;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bounds-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function graded(name: string, files: BundleFiles): Promise<Outcome> {
  const source = join(folder, name);
  writeFileSync(source, await packed(files));
  return gradedInWorker({ source, root: ROOT, keys: [] });
}

/** A process that binds itself as a worker does, and then does this. */
function bound(work: string) {
  const script = join(folder, 'bound.mjs');
  const module = pathToFileURL(join(import.meta.dirname, 'bounds.ts'));
  writeFileSync(
    script,
    `import { writeSync } from 'node:fs'; import { boundThisProcess } from '${module}'; boundThisProcess(1); ${work}`,
  );
  return execa(process.execPath, [script], { reject: false });
}

describe('a process that is bound', () => {
  test('gets no more memory than it may have, be it outside of the heap', async () => {
    // It may have too little left even to say so.
    const { stdout } = await bound(
      `const kept = []; for (;;) { kept.push(Buffer.alloc(${MIB}, 1)); writeSync(1, kept.length + '\\n'); }`,
    );
    const got = Number(stdout.split('\n').at(-1));
    expect(got).toBeGreaterThan(MEMORY_MIB / 2);
    expect(got).toBeLessThan(MEMORY_MIB);
  });

  test('is ended by the kernel when it goes on for ever', async () => {
    expect(await bound('for (;;);')).toMatchObject({ signal: 'SIGXCPU' });
  });
});

describe('what is made to take for ever', () => {
  test('more packed frames on a console than fit any memory: unpacked up to the budget, and open', async () => {
    expect(await graded('frames.zip', packedOutputs(await honest(), 40))).toEqual({
      source: expect.stringContaining('frames.zip'),
      problem: expect.stringContaining('unpacked it has more than 134217728 bytes'),
    });
  });

  test.each([
    ['spaces', ' '],
    ['returns', '\r'],
  ])('a name and a million %s: cut where it is read', async (name, sign) => {
    const outcome = await graded(`${name}.zip`, nameOf(await honest(), sign));
    expect(JSON.stringify(outcome).length).toBeLessThan(50_000);
    expect(outcome).toMatchObject({ team: expect.stringMatching(/^a?$/), discrepancies: [{ check: 'answers' }] });
  });

  test('contradictions without number: told up to some, and how many more', async () => {
    const outcome = await graded('runs.zip', inventedRuns(await honest(), 1000));
    expect(outcome).toMatchObject({ discrepancies: { length: 200 } });
    expect('more' in outcome && outcome.more).toBeGreaterThan(700);
  });
});
