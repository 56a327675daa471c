import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sampleRecord } from '../../testing/sample-record.ts';
import { bundleOf, ENVIRONMENT } from './bundle.ts';
import { digestDiscrepancies, MANIFEST, manifestSchema, SIGNATURE } from './manifest.ts';
import { fingerprint, signed, signing, signingText } from './signature.ts';

const record = sampleRecord();
const run = new Map([['record.json', Buffer.from(JSON.stringify(record))]]);
const bundle = bundleOf(record, run, new Map([['answers/studio-15.yaml', Buffer.from('names:\n')]]));
const manifest = manifestSchema.parse(JSON.parse(String(bundle.get(MANIFEST))));
const changed = (path: string, content: string | undefined) => {
  const files = new Map(bundle);
  if (content === undefined) files.delete(path);
  else files.set(path, Buffer.from(content));
  return files;
};

describe('a bundle', () => {
  test('has the run, the answers, the environment, and a list of all of them', () => {
    expect(manifest.run).toBe(record.id);
    expect(manifest.files.map(({ path }) => path)).toEqual(['answers/studio-15.yaml', ENVIRONMENT, 'record.json']);
    expect(JSON.parse(String(bundle.get(ENVIRONMENT)))).toMatchObject({
      testbed: { kind: 'local' },
      images: [{ name: 'debian-12' }],
    });
    expect(digestDiscrepancies(manifest, bundle)).toEqual([]);
  });

  test.each([
    ['a changed file', changed('record.json', '{}'), 'record.json', /^2 bytes/],
    ['a missing file', changed('record.json', undefined), 'record.json', /^no such file$/],
    ['a file more', changed('raw/evil.txt', ''), 'raw/evil.txt', /^0 bytes/],
  ])('shows %s', (_, files, where, found) => {
    expect(digestDiscrepancies(manifest, files)).toEqual([
      expect.objectContaining({ check: 'digest', where, found: expect.stringMatching(found) }),
    ]);
  });
});

describe('a signature', () => {
  const course = generateKeyPairSync('ed25519');
  const stranger = generateKeyPairSync('ed25519');
  const keys = [{ name: 'course', key: course.publicKey }];
  const ours = signed(bundle, course.privateKey);

  test('tells by whom, when the key is one of the grader’s', () => {
    expect(signing(ours, keys)).toEqual({ state: 'signed', by: 'course' });
    expect(signingText(signing(ours, keys))).toBe('signed by course');
  });

  test('is none', () => {
    expect(signing(bundle, keys)).toEqual({ state: 'unsigned' });
  });

  test('by a stranger is as good as none', () => {
    expect(signing(signed(bundle, stranger.privateKey), keys)).toEqual({
      state: 'unknown',
      key: fingerprint(createPublicKey(stranger.privateKey)),
    });
  });

  test.each([
    ['of another manifest', new Map([...ours, [MANIFEST, Buffer.from('{}')]])],
    ['that is malformed', new Map([...ours, [SIGNATURE, Buffer.from('{"__proto__":1')]])],
    [
      'in the name of the course',
      new Map([
        ...bundle,
        [
          SIGNATURE,
          Buffer.from(
            String(signed(bundle, stranger.privateKey).get(SIGNATURE)).replace(
              fingerprint(stranger.publicKey),
              fingerprint(course.publicKey),
            ),
          ),
        ],
      ]),
    ],
  ])('%s is bad', (_, files) => {
    expect(signing(files, keys)).toMatchObject({ state: 'bad' });
  });

  test('can be made anew over another', () => {
    expect(signing(signed(signed(bundle, stranger.privateKey), course.privateKey), keys)).toEqual({
      state: 'signed',
      by: 'course',
    });
  });
});
