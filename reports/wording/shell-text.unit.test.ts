import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { pasteText } from './shell-text.ts';

test('a command line comes out of a shell as it went in', () => {
  const argv = ['printf', '%s\\n', '-append', 'root=/dev/vda it\'s $HOME `x` "y"', '', 'a;b', '*', '-m', '512M'];
  expect(execFileSync('sh', ['-c', pasteText({ network: [], argv })], { encoding: 'utf8' })).toBe(
    `${argv.slice(2).join('\n')}\n`,
  );
  expect(pasteText({ network: ['unshare --net bash'], argv: ['qemu', '-m', '512M', '-nographic'] })).toBe(
    'unshare --net bash\nqemu \\\n  -m 512M \\\n  -nographic',
  );
});
