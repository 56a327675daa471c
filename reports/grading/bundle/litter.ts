/** Folders and files that computers leave behind wherever a person has looked or packed; in lower case. */
const LITTER = new Set([
  ...['__macosx', '.ds_store', '.appledouble', '.localized', '.fseventsd', '.spotlight-v100', '.temporaryitems'],
  ...['.trashes', 'icon\r', 'thumbs.db', 'ehthumbs.db', 'ehthumbs_vista.db', 'desktop.ini', '$recycle.bin'],
  'system volume information',
]);

/** Whether a Mac or a Windows has added it (`._x` is what a Mac keeps beside `x`). It is nobody's work. */
export const isLitter = (path: string): boolean =>
  path.split('/').some((part) => part.startsWith('._') || LITTER.has(part.toLowerCase()));
