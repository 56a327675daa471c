/** An image of other people, as a person names it. */
export type ForeignReference =
  | { readonly kind: 'path'; readonly path: string; readonly sha256?: string }
  | { readonly kind: 'url'; readonly url: string; readonly sha256: string };

const DIGEST = '#sha256=';

/** What the forms look like, for errors and help. */
export const FOREIGN_FORMS = `a path with a "/", https://…${DIGEST}<64 hex digits>`;

/** Names of the lab's own images hold no slash. */
export function isForeign(image: string): boolean {
  return image.includes('/');
}

/**
 * Of a setting that was checked already.
 * @throws TypeError for anything else.
 */
export function foreignReference(text: string): ForeignReference {
  const reference = readReference(text);
  if (typeof reference === 'string') throw new TypeError(`an unchecked image: ${reference}`);
  return reference;
}

/**
 * Reads `/home/me/disk.img`, `./disk.qcow2#sha256=…` or `https://example.org/disk.qcow2#sha256=…`. Gives what is wrong
 * with it, as the end of "… is", when it is none of these.
 */
export function readReference(text: string): ForeignReference | string {
  const [place = '', digest, ...more] = text.split(DIGEST);
  if (more.length > 0) return 'given two digests';
  const sha256 = digest?.toLowerCase();
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256)) {
    return `given a digest of ${sha256.length} characters; sha256 has 64 hex digits`;
  }
  if (/^https?:\/\//i.test(place)) return fromUrl(place, sha256);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(place)) return 'a URL of another kind than http and https';
  if (!place.includes('/') || place.endsWith('/')) return 'no path of a file';
  if (place.includes('\0')) return 'a path with a NUL character';
  return { kind: 'path', path: place, ...(sha256 !== undefined && { sha256 }) };
}

function fromUrl(place: string, sha256: string | undefined): ForeignReference | string {
  const url = URL.parse(place);
  if (url === null) return 'a URL that cannot be read';
  if (url.username !== '' || url.password !== '') return 'a URL with a password, which every record would keep';
  if (sha256 === undefined) {
    return `a URL without its digest: add ${DIGEST}…, which whoever offers the image publishes (SHA256SUMS)`;
  }
  return { kind: 'url', url: url.href, sha256 };
}

/** As the settings had it. */
export function referenceText(reference: ForeignReference): string {
  const place = reference.kind === 'path' ? reference.path : reference.url;
  return reference.sha256 === undefined ? place : `${place}${DIGEST}${reference.sha256}`;
}
