import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';

const CONTAINER = join(import.meta.dirname, '../../../../fixtures/provisioning/container.sh');

let autograder: string;
beforeEach(() => {
  autograder = mkdtempSync(join(tmpdir(), 'autograder-'));
  lay('stubs/node', 'case $2 in *versions.node*) cat "$AUTOGRADER/node-major" ;; *) echo 24.21.0 ;; esac');
  lay('stubs/npm', 'echo "npm $*" >>"$AUTOGRADER/asked"; mkdir -p "$AUTOGRADER/node/bin"');
  lay('stubs/apt-get', 'echo "apt-get $*" >>"$AUTOGRADER/asked"');
  const bootstrap = 'echo "bootstrap $LAB_PACE $XDG_CACHE_HOME $(command -v npm):$*" >>"$AUTOGRADER/asked"';
  lay('source/virtio-studio/fixtures/provisioning/bootstrap.sh', bootstrap);
  cpSync(CONTAINER, join(autograder, 'source/virtio-studio/fixtures/provisioning/container.sh'));
});
afterEach(() => rmSync(autograder, { recursive: true, force: true }));

/** A program, or a script. */
function lay(path: string, script: string): void {
  const file = join(autograder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

/** What it asked other programs for, in its order; none of them does anything. */
async function setUp({ nodeMajor }: { nodeMajor: number }): Promise<string[]> {
  writeFileSync(join(autograder, 'node-major'), `${nodeMajor}`);
  const env = { AUTOGRADER: autograder, PATH: `${join(autograder, 'stubs')}:/usr/bin:/bin` };
  await execa('sh', [join(import.meta.dirname, 'setup.sh')], { env, extendEnv: false, cwd: '/' });
  return readFileSync(join(autograder, 'asked'), 'utf8').trimEnd().split('\n');
}

test('for grading alone the npm packages are all that is needed', async () => {
  expect(await setUp({ nodeMajor: 18 })).toEqual([`bootstrap  ${autograder}/cache ${join(autograder, 'stubs/npm')}:`]);
});

test('for a lab of the grader’s own the images are built too, by the course’s settings', async () => {
  writeFileSync(join(autograder, 'source/lab.env'), 'LAB_PACE=quick\n');
  expect(await setUp({ nodeMajor: 18 })).toEqual([
    expect.stringMatching(/^bootstrap quick [^:]*:$/),
    expect.stringMatching(/^bootstrap quick .*:fixtures\/commands\/lab\.ts provision$/),
  ]);
});

test('a Node as old as Ubuntu 22.04’s installs a later one, whose npm is taken', async () => {
  lay('node/bin/npm', '');
  const [install, bootstrap, ...others] = await setUp({ nodeMajor: 12 });
  expect(install).toMatch(
    /^npm install --global --prefix .*\/node --no-audit --no-fund node-linux-\w+@24\.21\.0 npm@11$/,
  );
  expect(bootstrap).toBe(`bootstrap  ${autograder}/cache ${join(autograder, 'node/bin/npm')}:`);
  expect(others).toEqual([]);
});
