const OF_ARRAYS = [
  ...[
    'entries',
    'values',
    'keys',
    'find',
    'findIndex',
    'findLast',
    'filter',
    'map',
    'flatMap',
    'some',
    'every',
    'forEach',
  ],
  ...['reduce', 'includes', 'indexOf', 'with', 'concat', 'slice', 'toSorted', 'toReversed', Symbol.iterator],
];
const OF_MAPS = ['entries', 'values', 'keys', 'forEach', Symbol.iterator];

/**
 * For tests: how many elements of arrays, maps and sets the work may walk over or copies (spread and destructured ones
 * too): what it costs, on any computer.
 */
export function elementsVisited(work: () => unknown): number {
  let visited = 0;
  const count = (more: number) => {
    visited += more;
  };
  const undo = [
    ...OF_ARRAYS.map((name) => counting(Array.prototype, name, ({ length }: readonly unknown[]) => count(length))),
    ...OF_MAPS.map((name) => counting(Map.prototype, name, ({ size }: ReadonlyMap<unknown, unknown>) => count(size))),
    ...OF_MAPS.map((name) => counting(Set.prototype, name, ({ size }: ReadonlySet<unknown>) => count(size))),
  ];
  visited = 0;
  try {
    work();
    return visited;
  } finally {
    for (const each of undo) each();
  }
}

/** Replaces a method by one that counts first. Returns what puts it back. */
function counting(prototype: object, name: string | symbol, count: (of: never) => void): () => void {
  const before = Object.getOwnPropertyDescriptor(prototype, name);
  const method: unknown = before?.value;
  if (before === undefined || typeof method !== 'function') throw new Error(`there is no ${String(name)} to count`);
  Object.defineProperty(prototype, name, {
    ...before,
    value(this: never, ...args: unknown[]) {
      count(this);
      return Reflect.apply(method, this, args);
    },
  });
  return () => Object.defineProperty(prototype, name, before);
}
