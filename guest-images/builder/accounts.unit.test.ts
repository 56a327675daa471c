import { describe, expect, it } from 'vitest';
import { accounts } from './accounts.ts';
import { packageVersions } from './assemble.ts';
import { inittab } from './root.ts';

describe('accounts', () => {
  const masters = { passwd: 'root:*:0:0:root:/root:/bin/bash\n', group: 'root:*:0:\nsudo:*:27:\n' };
  const login = { user: 'ubuntu', password: 'secret' };
  const made = accounts(masters, { login, accounts: { users: [], groups: [] } }, '$5$hash');

  it('adds the user who logs in', () => {
    expect(made.passwd).toBe('root:x:0:0:root:/root:/bin/bash\nubuntu:x:1000:1000::/home/ubuntu:/bin/bash\n');
  });

  it('makes the user a member of sudo', () => {
    expect(made.group).toBe('root:*:0:\nsudo:*:27:ubuntu\nubuntu:x:1000:\n');
  });

  it('adds what the definition says, and makes the user a member of its groups', () => {
    const more = accounts(masters, { login, accounts: { users: ['sshd'], groups: ['kvm'] } }, '$5$hash');
    expect(more.passwd).toContain('\nsshd:x:101:65534::/run/sshd:/usr/sbin/nologin\n');
    expect(more.group).toContain('\nkvm:x:101:ubuntu\n');
    expect(more.shadow).toContain('\nsshd:*:');
  });

  it('locks everybody else, and keeps no password as it is', () => {
    expect(made.shadow).toBe('root:*:19000:0:99999:7:::\nubuntu:$5$hash:19000:0:99999:7:::\n');
    expect(made.shadow).not.toContain('secret');
  });
});

describe('inittab', () => {
  it('starts what feeds the watchdog, then asks for a login on the login console, again after each logout', () => {
    expect(inittab('ttyAMA0', 'guest').split('\n').slice(0, 2)).toEqual([
      '::wait:/usr/lib/lab/heart',
      'ttyAMA0::respawn:/bin/busybox getty -L -l /usr/lib/lab/login 0 ttyAMA0 vt220',
    ]);
  });
});

describe('inittab of a testbed', () => {
  it('begins with what makes it ready', () => {
    expect(inittab('ttyS0', 'testbed').split('\n')[0]).toBe('::once:/usr/lib/lab/start-testbed');
  });
});

describe('packageVersions', () => {
  it('reads what dpkg-deb --show prints', () => {
    expect(packageVersions('fio\t3.33-3\nbash\t5.2.15-2+b7\n')).toEqual({ bash: '5.2.15-2+b7', fio: '3.33-3' });
  });
});
