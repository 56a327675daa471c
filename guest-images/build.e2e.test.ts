import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deadlineAfter } from '../fixtures/deadline.ts';
import { deadlineByHand } from '../fixtures/harness/fakes/deadline-by-hand.ts';
import { buildDefined } from './build.ts';
import { findDefined } from './find.ts';
import { tinyDefinition } from './testing/tiny.ts';

const RUNNER = fileURLToPath(new URL('testing/build-tiny.ts', import.meta.url));
const definition = tinyDefinition();

let cache: string;
/** Ends those that a failed test has left. */
const endings: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'lab-images-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
});

afterEach(async () => {
  await Promise.all(endings.splice(0).map((end) => end()));
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true, force: true });
});

describe('buildDefined', () => {
  it('takes over from a build that was killed, and says while it waits; then there is nothing to build', async () => {
    const first = runner();
    await first.says('extracting archives');
    const second = runner();
    await second.says('somebody else is building it');
    first.kill();
    await second.says('finished');
    await second.ended;
    await first.ended;
    expect(await familyOf(cache)).toEqual([]);

    const image = await findDefined(definition, 'full');
    expect(image.kernelRelease).toMatch(/^\d+\.\d+.*cloud-amd64$/);
    expect(image.packages).toHaveProperty('busybox-static');
    expect(image.builtinModules).toContain('8250');
    const left = await readdir(join(cache, 'virtio-studio/images'));
    expect(left.sort()).toEqual(['.lock-tiny-amd64', basename(dirname(image.disk))]);

    const told: string[] = [];
    const again = await buildDefined(definition, { deadline: deadlineAfter(120), progress: (line) => told.push(line) });
    expect(again).toEqual(image);
    expect(told).toEqual([]);

    await damages(image.kernel);
  });

  it('leaves nothing behind when its time is up', async () => {
    const { deadline, pass } = deadlineByHand(0.5);
    const progress = (stage: string) => void (stage.includes('extracting archives') && pass());
    await expect(buildDefined(definition, { deadline, progress })).rejects.toThrow(
      'The guest image was not built within 0.5 s.',
    );
    expect(await familyOf(cache)).toEqual([]);
    expect(await readdir(join(cache, 'virtio-studio/images'))).toEqual(['.lock-tiny-amd64']);
  });
});

/** Each on the image that the test before it has built, since building takes long. */
async function damages(kernel: string): Promise<void> {
  const content = await readFile(kernel);
  const now = new Date();

  await utimes(kernel, now, now);
  await expect(findDefined(definition), 'a new time alone').resolves.toBeDefined();

  await chmod(kernel, 0o644);
  await writeFile(kernel, Buffer.concat([content.subarray(0, -1), Buffer.from('x')]));
  await expect(findDefined(definition), 'another content').rejects.toThrow(
    'kernel: its content has changed (sha256 differs)',
  );

  await truncate(kernel, 1000);
  await expect(findDefined(definition), 'cut short').rejects.toThrow(
    `kernel: has 1000 bytes instead of ${content.length}`,
  );

  await rm(kernel);
  await expect(findDefined(definition), 'lost').rejects.toThrow('kernel: is not there');

  await writeFile(join(dirname(kernel), 'manifest.json'), '{');
  await expect(findDefined(definition), 'no list').rejects.toThrow('manifest.json: SyntaxError');
}

/** A builder in a process of its own. */
function runner() {
  const builder = execa(process.execPath, [RUNNER], { reject: false, env: { XDG_CACHE_HOME: cache } });
  const lines: string[] = [];
  const reader = createInterface({ input: builder.stdout });
  reader.on('line', (line) => lines.push(line));
  const ended = Promise.resolve(builder).then(({ stderr }) => stderr);
  const kill = () => builder.kill('SIGKILL');
  endings.push(() => {
    kill();
    return ended;
  });
  return {
    kill,
    ended,
    async says(text: string): Promise<void> {
      while (!lines.some((line) => line.includes(text))) {
        const over = ended.then((stderr) => {
          throw new Error(`it ended without "${text}": ${lines.join('\n')}\n${stderr}`);
        });
        await Promise.race([once(reader, 'line'), over]);
      }
    },
  };
}

/** Command lines of live processes that work in `folder`. */
async function familyOf(folder: string): Promise<string[]> {
  const { stdout } = await execa('ps', ['-e', '-o', 'stat=,args=']);
  return stdout.split('\n').filter((line) => line.includes(folder) && !line.startsWith('Z'));
}
