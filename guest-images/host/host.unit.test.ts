import { describe, expect, it } from 'vitest';
import { proxyOptions, sourcesFor } from './archive.ts';
import { commandFailed } from './command.ts';
import { noRoom } from './room.ts';
import { toolsMissing } from './tools.ts';

describe('sourcesFor', () => {
  it("uses the computer's own Debian archive, whatever its release", () => {
    const targets = [
      'http://mirror.example/debian/|Debian|Debian',
      'http://mirror.example/debian/|Debian|Debian',
      'http://mirror.example/security/|Debian|Debian-Security',
      'https://packages.example/|Somebody|Else',
    ];
    expect(sourcesFor('trixie', targets.join('\n'))).toEqual([
      'deb http://mirror.example/debian trixie main',
      'deb http://mirror.example/debian trixie-updates main',
      'deb http://mirror.example/security trixie-security main',
    ]);
  });

  it('leaves the choice to mmdebstrap on a computer with another distribution', () => {
    expect(sourcesFor('bookworm', 'http://archive.example/ubuntu/|Ubuntu|Ubuntu\n')).toEqual([]);
    expect(sourcesFor('bookworm', '')).toEqual([]);
  });
});

describe('proxyOptions', () => {
  it('hands on a proxy that is set, and no other', () => {
    const dump = 'Acquire::http::Proxy "http://cache.example:3142";\nAcquire::https::Proxy "";\n';
    expect(proxyOptions(dump)).toEqual(['Acquire::http::Proxy "http://cache.example:3142";']);
  });
});

describe('errors', () => {
  it('a full disk says so', () => {
    const error = commandFailed(['mke2fs', '-d', 'my root'], 1, ['mke2fs: No space left on device']);
    expect(error.message).toBe(
      [
        'Building the guest image failed: mke2fs ended with 1.',
        "  Command    mke2fs -d 'my root'",
        '  Output     mke2fs: No space left on device',
        '  Try        make room on the disk, or set XDG_CACHE_HOME to a folder on a larger one, then run it again',
      ].join('\n'),
    );
    expect(error.couldNotRun).toBe(true);
  });

  it('an unreachable archive says so', () => {
    const error = commandFailed(['mmdebstrap'], 25, ['E: Failed to fetch http://mirror.example/InRelease']);
    expect(error.trouble.remedy).toContain('whether this computer reaches a Debian archive');
  });

  it('a long output is cut to its end', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`);
    expect(commandFailed(['xz'], 1, lines).trouble.rows?.['Output']).toMatch(/^last 20 of 30 lines:\nline 11\n/);
  });

  it('too little room is told before anything starts', () => {
    expect(noRoom('/cache', 1700, 300).message).toBe(
      [
        'There is no room to build the guest image: it takes 1700 MiB, and 300 MiB are free.',
        '  Folder     /cache',
        '  Try        make room there, or set XDG_CACHE_HOME to a folder on a larger disk',
      ].join('\n'),
    );
  });

  it('missing tools are told all at once, with their packages and reasons', () => {
    const missing = [
      { package: 'mmdebstrap', reason: 'fetches the packages' },
      { package: 'e2fsprogs', reason: 'writes the disk' },
    ];
    expect(toolsMissing(missing).message).toBe(
      [
        'The guest image cannot be built: this computer lacks mmdebstrap, e2fsprogs.',
        '  Needed     mmdebstrap fetches the packages',
        '    e2fsprogs writes the disk',
        '  Try        npm run lab, which installs what it needs, or: sudo apt-get install mmdebstrap e2fsprogs',
      ].join('\n'),
    );
  });
});
