import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { LabError } from '../../../fixtures/errors.ts';

/** To sign with. @throws LabError (input) for a file that holds no private Ed25519 key. */
export const readPrivateKey = (file: string): KeyObject =>
  keyIn(file, createPrivateKey, 'private', 'openssl genpkey -algorithm ed25519 -out KEY');

/**
 * To check signatures with; of a private key the public half. @throws LabError (input) for a file that holds neither.
 */
export const readPublicKey = (file: string): KeyObject =>
  keyIn(file, createPublicKey, 'public', 'openssl pkey -in KEY -pubout -out KEY.pub');

function keyIn(file: string, parse: (pem: Buffer) => KeyObject, kind: string, remedy: string): KeyObject {
  let cause: unknown;
  try {
    const key = parse(readFileSync(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    cause = error;
  }
  const problem = cause instanceof Error ? cause.message : undefined;
  throw new LabError('input', {
    what: `A ${kind} Ed25519 key in PEM was expected.`,
    rows: { File: file, Problem: problem },
    remedy,
    cause,
  });
}
