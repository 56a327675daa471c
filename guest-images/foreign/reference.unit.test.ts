import { describe, expect, test } from 'vitest';
import { foreignReference, isForeign, readReference, referenceText } from './reference.ts';

const SHA = 'ab'.repeat(32);

describe('an image of other people', () => {
  test.each([
    '/home/me/disk.qcow2',
    './disk.img',
    `/x/disk.img#sha256=${SHA}`,
    `https://example.org/d.img#sha256=${SHA}`,
  ])('is named by %s', (text) => {
    expect(isForeign(text)).toBe(true);
    expect(referenceText(foreignReference(text))).toBe(text);
  });

  test('is told from the lab’s own by its slash', () => {
    expect(isForeign('debian-12')).toBe(false);
  });

  test('may have its digest in capitals', () => {
    expect(readReference(`/x#sha256=${SHA.toUpperCase()}`)).toEqual({ kind: 'path', path: '/x', sha256: SHA });
  });

  test.each([
    [
      'https://example.org/d.img',
      'a URL without its digest: add #sha256=…, which whoever offers the image publishes (SHA256SUMS)',
    ],
    [`https://example.org/d.img#sha256=${SHA.slice(1)}`, 'given a digest of 63 characters; sha256 has 64 hex digits'],
    [`/x#sha256=${SHA}#sha256=${SHA}`, 'given two digests'],
    [`ftp://example.org/d.img#sha256=${SHA}`, 'a URL of another kind than http and https'],
    [`file:///etc/shadow#sha256=${SHA}`, 'a URL of another kind than http and https'],
    [`https://#sha256=${SHA}`, 'a URL that cannot be read'],
    ['/home/me/', 'no path of a file'],
  ])('is not named by %s', (text, why) => {
    expect(readReference(text)).toBe(why);
  });
});
