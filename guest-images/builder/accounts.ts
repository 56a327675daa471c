import type { GuestImage } from '../image.ts';

/** What Debian's base-passwd would install as /etc/passwd and /etc/group, from its package. */
export interface Masters {
  readonly passwd: string;
  readonly group: string;
}

export interface Accounts {
  readonly passwd: string;
  readonly group: string;
  readonly shadow: string;
}

export const USER_ID = 1000;

/** Pure. Debian's own accounts, locked, and the one that logs in, a member of `sudo`. */
export function accounts({ passwd, group }: Masters, { user }: GuestImage['login'], passwordHash: string): Accounts {
  const system = passwd.trimEnd().split('\n');
  const groups = group.trimEnd().split('\n');
  const names = system.map((line) => line.slice(0, line.indexOf(':')));
  return {
    passwd: text([
      ...system.map((line) => line.replace(':*:', ':x:')),
      `${user}:x:${USER_ID}:${USER_ID}::/home/${user}:/bin/bash`,
    ]),
    group: text([
      ...groups.map((line) => (line.startsWith('sudo:') ? `${line}${user}` : line)),
      `${user}:x:${USER_ID}:`,
    ]),
    shadow: text([
      ...names.map((name) => `${name}:*:19000:0:99999:7:::`),
      `${user}:${passwordHash}:19000:0:99999:7:::`,
    ]),
  };
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

/**
 * crypt(3)'s setting for the login's password. The fewest rounds that SHA-256 crypt has: the password is public, and
 * each thousand rounds is a part of a second at boot under TCG.
 */
export const PASSWORD_SETTING = '$5$rounds=1000$virtiostudio$';
