import { homedir, hostname, userInfo } from 'node:os';
import type { RunRecord } from '../../record/schema/record.ts';
import type { BundleFiles } from '../bundle/files.ts';

/** Something of the computer or of its user, as it would stand in a file. */
export interface Trait {
  readonly what: string;
  readonly text: string;
}

/** Too short to be looked for: it would be found everywhere. */
const SHORTEST = 3;

/** What this computer and this run have of that kind. `root` is the checkout. */
export function traitsOf(root: string, { settings, testbed }: RunRecord): Trait[] {
  const [, login] = /^ssh:(.+)$/.exec(settings['LAB_TESTBED'] ?? '') ?? [];
  const all: readonly { readonly what: string; readonly text: string | undefined }[] = [
    { what: 'the checkout’s path', text: root },
    { what: 'your home', text: homedir() },
    // In paths alone: many a name is a word.
    { what: 'your user name', text: `/${userInfo().username}/` },
    { what: 'this computer’s name', text: hostname() },
    { what: 'the testbed’s name', text: testbed?.fingerprint.hostname },
    { what: 'the ssh destination', text: login },
  ];
  const told = all.flatMap(({ what, text = '' }) => (text.length < SHORTEST ? [] : [{ what, text }]));
  return told.filter(({ text }, index) => told.findIndex((other) => other.text === text) === index);
}

/** Those of them that stand in a bundle, and in how many of its files. */
export function traitsIn(files: BundleFiles, traits: readonly Trait[]): string[] {
  return traits.flatMap(({ what, text }) => {
    const holding = [...files].flatMap(([path, content]) => (content.includes(text) ? [path] : []));
    if (holding.length === 0) return [];
    const rest = holding.length - 1;
    return [`${what}, ${text}, in ${holding[0]}${rest > 0 ? ` and ${rest} more` : ''}`];
  });
}
