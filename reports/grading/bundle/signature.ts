import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import type { BundleFiles } from './files.ts';
import { MANIFEST, SIGNATURE } from './manifest.ts';

/** Ed25519 (RFC 8032) over the bytes of the manifest, and so over every file that it lists. */
export const signatureSchema = z.strictObject({
  schema: z.literal('virtio-studio/signature'),
  version: z.literal(1),
  algorithm: z.literal('ed25519'),
  /** Which key it was: sha256 of its public half (SPKI, DER). It proves nothing by itself. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.base64().max(200),
});

export interface NamedKey {
  /** By whom: the name that the grader has given to the key. */
  readonly name: string;
  readonly key: KeyObject;
}

export type Signing =
  | { readonly state: 'unsigned' }
  | { readonly state: 'signed'; readonly by: string }
  /** By a key that the grader has not named: no better than unsigned. */
  | { readonly state: 'unknown'; readonly key: string }
  | { readonly state: 'bad'; readonly why: string };

/** The bundle with its signature by the private key, in the place of any that it had. */
export function signed(files: BundleFiles, key: KeyObject): BundleFiles {
  const signature = {
    schema: 'virtio-studio/signature',
    version: 1,
    algorithm: 'ed25519',
    key: fingerprint(createPublicKey(key)),
    signature: sign(null, files.get(MANIFEST) ?? Buffer.alloc(0), key).toString('base64'),
  } satisfies z.infer<typeof signatureSchema>;
  return new Map([...files, [SIGNATURE, Buffer.from(`${JSON.stringify(signature, null, 2)}\n`)]]);
}

/** Only keys that the grader holds count; one that comes with the bundle would prove nothing. */
export function signing(files: BundleFiles, keys: readonly NamedKey[]): Signing {
  const text = files.get(SIGNATURE);
  if (text === undefined) return { state: 'unsigned' };
  const claimed = parsed(text.toString('utf8'));
  if (claimed === undefined) return { state: 'bad', why: `${SIGNATURE} is malformed` };
  const named = keys.find(({ key }) => fingerprint(key) === claimed.key);
  if (named === undefined) return { state: 'unknown', key: claimed.key };
  const manifest = files.get(MANIFEST) ?? Buffer.alloc(0);
  return verify(null, manifest, named.key, Buffer.from(claimed.signature, 'base64'))
    ? { state: 'signed', by: named.name }
    : { state: 'bad', why: `the key of ${named.name} did not sign this ${MANIFEST}` };
}

export function signingText(signing: Signing): string {
  switch (signing.state) {
    case 'signed':
      return `signed by ${signing.by}`;
    case 'unknown':
      return `signed by a key that was not given (${signing.key.slice(0, 16)}…): as good as unsigned`;
    case 'bad':
      return `BAD signature: ${signing.why}`;
    default:
      return 'unsigned';
  }
}

export const fingerprint = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');

function parsed(text: string): z.infer<typeof signatureSchema> | undefined {
  try {
    return signatureSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
