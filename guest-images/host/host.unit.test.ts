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

  // Of apt beneath mmdebstrap; as told, but for the first and where an errno alone tells
  it.for([
    ['E: Failed to fetch http://mirror.example/InRelease', 'whether this computer reaches a Debian archive'],
    [
      "Err:1 http://deb.debian.org/debian bookworm InRelease\n  Temporary failure resolving 'deb.debian.org'",
      'reaches',
    ],
    ['Could not connect to 127.0.0.1:3142 (127.0.0.1). - connect (111: Connection refused)', 'proxy'],
    // FlorentRevest/linux-kernel-vscode#4 (mmdebstrap on Ubuntu), rust-lang/docker-rust#195
    [
      "  The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 0E98404D386FA1D9 NO_PUBKEY 6ED0E7B82643E131\nReading package lists...\nE: The repository 'http://deb.debian.org/debian unstable InRelease' is not signed.",
      'sudo apt-get install debian-archive-keyring',
    ],
    ["E: The repository 'http://deb.debian.org/debian bookworm InRelease' is not signed.", 'debian-archive-keyring'],
    // microsoft/WSL#4114, jareware/chilipie-kiosk#190, GeekFunkLabs/fluidpatcher#27
    [
      'E: Release file for http://deb.debian.org/debian/dists/buster-updates/InRelease is not valid yet (invalid for another 10h 14min 34s). Updates for this repository will not be applied.',
      'set this computer’s clock',
    ],
    [
      'E: Release file for http://archive.raspberrypi.org/debian/dists/bullseye/InRelease is not valid yet (invalid for another 317d 14h 19min 47s). Updates for this repository will not be applied.',
      'set this computer’s clock',
    ],
    // wpilibsuite/WPILibPi#215: a certificate of which the clock says so too
    [
      'Err:4 https://packages.cloud.google.com/apt coral-edgetpu-stable Release\n  Certificate verification failed: The certificate is NOT trusted. The certificate chain uses not yet valid certificate.  Could not handshake: Error in the certificate verification.',
      'set this computer’s clock',
    ],
    // termux/proot-distro#122, RIPE-NCC/ripe-atlas-probe-doc#48
    [
      'W: Failed to fetch https://ftp.ripe.net/ripe/atlas/software-probe/debian/dists/bookworm/InRelease  Certificate verification failed: The certificate is NOT trusted. The certificate issuer is unknown.  Could not handshake: Error in the certificate verification. [IP: 193.0.11.24 443]',
      'ca-certificates',
    ],
    // openSUSE/MirrorCache#395, Xpra-org/xpra#4090
    [
      'E: Failed to fetch http://download.opensuse.org/repositories/home:/VIFIBnexedi//Debian_10/./Packages.gz  File has unexpected size (68526 != 57153). Mirror sync in progress? [IP: 124.219.111.34 3142]',
      'is being renewed',
    ],
    [
      'Err:12 https://xpra.org/beta trixie/main amd64 Packages\n  File has unexpected size (9006 != 1490). Mirror sync in progress? [IP: 78.129.163.65 443]',
      'is being renewed',
    ],
    // sipeed/LonganPi-3H-SDK#28, raspberrypi/rpi-image-gen#84
    ['E: cannot create /home/danilin/LonganPi-3H-SDK: Permission denied', 'read the output above'],
    ['E: Malformed entry 11 in list file /etc/apt/sources.list (Component)', 'read the output above'],
  ] as const)('that end with "%s" say what to do', ([said, remedy]) => {
    expect(commandFailed(['mmdebstrap'], 25, said.split('\n')).trouble.remedy).toContain(remedy);
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
