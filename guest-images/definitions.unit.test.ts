import { describe, expect, it } from 'vitest';
import { imageDigest, imageKey } from './cache/key.ts';
import { definitionOf, definitions, handWork } from './definitions.ts';
import { damaged, notBuilt } from './recipe.ts';

describe('definitions', () => {
  it('ship Debian 12 and 13 for both architectures, each as a guest and as a testbed', () => {
    expect(definitions.map(({ name, arch, role }) => `${role} ${name} ${arch}`)).toEqual([
      'guest debian-12 amd64',
      'guest debian-12 arm64',
      'guest debian-13 amd64',
      'guest debian-13 arm64',
      'testbed debian-12-testbed amd64',
      'testbed debian-12-testbed arm64',
      'testbed debian-13-testbed amd64',
      'testbed debian-13-testbed arm64',
    ]);
  });

  it.each(definitions)('$name $arch has the tools of the handout and no compiler', ({ packages }) => {
    expect(packages).toEqual(expect.arrayContaining(['fio', 'iperf', 'kmod', 'net-tools', 'procps', 'sudo', 'bash']));
    expect(packages).not.toEqual(expect.arrayContaining(['gcc']));
    expect(new Set(packages).size).toBe(packages.length);
  });

  it.each(definitions)('$name $arch keeps the login and the kernel on two consoles', ({ consoles }) => {
    expect(consoles.login).not.toBe(consoles.kernel);
  });

  it('give a testbed a root label of its own, since the guest disk is attached to it', () => {
    const labels = (role: string) => definitions.filter((each) => each.role === role).map(({ label }) => label);
    for (const label of labels('testbed')) expect(labels('guest')).not.toContain(label);
  });

  it('say for each step of the handout how it is done', () => {
    for (const { step, done } of handWork) expect([step, done]).toSatisfyAll((text: string) => text.length > 0);
  });

  it('name the images that there are when asked for another', () => {
    expect(() => definitionOf({ name: 'debian-11', arch: 'amd64' })).toThrow(
      [
        'There is no guest image "debian-11".',
        '  Known      debian-12, debian-13',
        '  Try        set LAB_IMAGE to one of them, or leave it unset',
      ].join('\n'),
    );
  });
});

describe('imageKey', () => {
  const definition = definitionOf({ name: 'debian-12', arch: 'amd64' });

  it('stays the same for the same definition', async () => {
    expect(await imageKey(definition)).toBe(await imageKey({ ...definition }));
  });

  it('changes with anything in the definition', async () => {
    expect(await imageKey({ ...definition, diskMiB: definition.diskMiB + 1 })).not.toBe(await imageKey(definition));
  });
});

describe('imageDigest', () => {
  it('changes with a package version', () => {
    expect(imageDigest('key', { fio: '3.33-3' })).not.toBe(imageDigest('key', { fio: '3.33-4' }));
  });
});

describe('errors', () => {
  const choice = { name: 'debian-12', arch: 'amd64' } as const;

  it('an image that is not there says what builds it', () => {
    expect(notBuilt(choice, '/cache/debian-12-amd64-0').message).toBe(
      [
        'The guest image debian-12 for amd64 has not been built on this computer.',
        '  Expected   /cache/debian-12-amd64-0',
        '  Try        npm run lab, which builds it',
      ].join('\n'),
    );
  });

  it('a damaged image says what is wrong with it', () => {
    expect(damaged(choice, '/cache/debian-12-amd64-0', ['kernel: is not there']).message).toBe(
      [
        'The guest image debian-12 for amd64 is not as it was built.',
        '  Folder     /cache/debian-12-amd64-0',
        '  Found      kernel: is not there',
        '  Try        npm run lab, which sets it aside and builds it again',
      ].join('\n'),
    );
  });
});
