import type { ImageDefinition } from '../definitions.ts';

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

/** What a definition adds to Debian's own. */
type Additions = Pick<ImageDefinition, 'login' | 'accounts'>;

/** Debian numbers the system's users and groups that a computer adds from 100, and has given 100 itself to `users`. */
const FIRST_SYSTEM_ID = 101;
const NOGROUP = 65_534;

/** Debian's own accounts, locked, and the one that logs in, a member of `sudo`. */
export function accounts({ passwd, group }: Masters, additions: Additions, passwordHash: string): Accounts {
  const { user } = additions.login;
  const system = [...passwd.trimEnd().split('\n'), ...additions.accounts.users.map(systemUser)];
  const groups = [...group.trimEnd().split('\n'), ...additions.accounts.groups.map(groupOf(user))];
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

/** As Debian's daemons are: at home in /run. */
function systemUser(name: string, index: number): string {
  return `${name}:x:${FIRST_SYSTEM_ID + index}:${NOGROUP}::/run/${name}:/usr/sbin/nologin`;
}

function groupOf(member: string): (name: string, index: number) => string {
  return (name, index) => `${name}:x:${FIRST_SYSTEM_ID + index}:${member}`;
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

/**
 * crypt(3)'s setting for the login's password. The fewest rounds that SHA-256 crypt has: the password is public, and
 * each thousand rounds costs a part of a second at boot under TCG.
 */
export const PASSWORD_SETTING = '$5$rounds=1000$virtiostudio$';
