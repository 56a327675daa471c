import type { Deadline } from '../../fixtures/deadline.ts';
import { run } from './command.ts';

/** Where packages come from, as arguments and options for mmdebstrap. */
export interface Archive {
  /** sources.list lines; none: mmdebstrap's own default. */
  readonly sources: readonly string[];
  readonly aptOptions: readonly string[];
}

interface Target {
  readonly uri: string;
  readonly label: string;
}

const TARGET_FORMAT = '$(REPO_URI)|$(ORIGIN)|$(LABEL)';

/**
 * The archive from which this computer itself gets its packages, where that is a Debian archive: it holds every
 * release, and a computer behind a firewall may reach no other. apt is asked, so that every way of writing sources
 * and proxies down counts.
 */
export async function archiveFor(release: string, deadline: Deadline): Promise<Archive> {
  const targets = await run(['apt-get', 'indextargets', '--format', TARGET_FORMAT, 'Created-By: Packages'], {
    deadline,
  });
  const proxies = await run(['apt-config', 'dump', 'Acquire::http::Proxy', 'Acquire::https::Proxy'], { deadline });
  return { sources: sourcesFor(release, targets), aptOptions: proxyOptions(proxies) };
}

/** `targets` is what apt-get printed, one `URI|origin|label` in a line. */
export function sourcesFor(release: string, targets: string): string[] {
  const debian = targets.split('\n').flatMap(debianTarget);
  const main = debian.find(({ label }) => label === 'Debian');
  const security = debian.find(({ label }) => label === 'Debian-Security');
  if (main === undefined) return [];
  return [
    `deb ${main.uri} ${release} main`,
    `deb ${main.uri} ${release}-updates main`,
    ...(security === undefined ? [] : [`deb ${security.uri} ${release}-security main`]),
  ];
}

function debianTarget(line: string): Target[] {
  const [uri = '', origin, label = ''] = line.split('|');
  return origin === 'Debian' ? [{ uri: uri.replace(/\/$/, ''), label }] : [];
}

/** Drops those that are set to nothing. */
export function proxyOptions(dump: string): string[] {
  return dump.split('\n').filter((line) => /^Acquire::https?::Proxy "[^"]+";$/.test(line));
}
