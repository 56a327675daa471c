import { describe, expect, it } from 'vitest';
import { cpio } from './cpio.ts';

describe('cpio', () => {
  const archive = cpio([{ path: 'a/b/init', mode: 'program', content: Buffer.from('echo') }]);

  it('makes the folders on the way, once, before what is in them', () => {
    const names = [...archive.toString('latin1').matchAll(/070701[0-9a-f]{104}([^\0]+)\0/g)].map((match) => match[1]);
    expect(names).toEqual(['a', 'a/b', 'a/b/init', 'TRAILER!!!']);
  });

  it('keeps headers and contents on multiples of four bytes', () => {
    expect(archive.length % 4).toBe(0);
    for (const { index } of archive.toString('latin1').matchAll(/070701/g)) expect(index % 4).toBe(0);
  });

  it('writes mode, size and content', () => {
    const text = archive.toString('latin1');
    const header = text.slice(text.lastIndexOf('070701', text.indexOf('a/b/init')));
    expect(header.slice(14, 22)).toBe('000081ed');
    expect(header.slice(54, 62)).toBe('00000004');
    expect(header.slice(110 + 'a/b/init\0'.length + 1, 124)).toBe('echo');
  });
});
