import { describe, expect, test } from 'vitest';
import { clip, colourful, hang, inline, labelled, padEnd, plain, width, wrap } from './text.ts';

describe('plain', () => {
  test.for([
    ['colours and cursor movements', 'a\u001b[31mred\u001b[0m\u001b[2Jb', 'aredb'],
    ['window titles', 'a\u001b]0;pwned\u0007b', 'ab'],
    ['NUL, bell, backspace and C1 controls', 'a\u0000\u0007\u0008\u009bb', 'ab'],
    ['marks that reorder or hide text', 'user\u202e//gnp\u2066.x\u200b', 'user//gnp.x'],
    ['the console’s line ends', 'one\r\r\ntwo\r\n', 'one\ntwo\n'],
    ['what was overprinted', '10 %\r50 %\rdone\nnext', 'done\nnext'],
    ['tabs', 'a\tb', 'a    b'],
  ] as const)('takes away %s', ([, text, expected]) => {
    expect(plain(text)).toBe(expected);
  });

  test('keeps letters of every script', () => {
    expect(plain('Zoë 王 مرحبا ✓')).toBe('Zoë 王 مرحبا ✓');
  });

  test('in one line', () => {
    expect(inline('  a\n\n b\tc ')).toBe('a b c');
  });
});

describe('columns', () => {
  test.for([
    ['abc', 3],
    ['王明', 4],
    ['ｆｕｌｌ', 8],
    ['한글', 4],
    ['🚀', 2],
    ['👩‍🔬', 2],
    ['e\u0301', 1],
    ['', 0],
    [colourful(['red', 'bold'], 'abc'), 3],
  ] as const)('%j takes %i', ([text, columns]) => {
    expect(width(text)).toBe(columns);
  });

  test.for([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 4, 'abc…'],
    ['王王王', 5, '王王…'],
    ['王王王', 4, '王…'],
    ['abc', 0, ''],
  ] as const)('%j clipped to %i', ([text, columns, expected]) => {
    expect(clip(text, columns)).toBe(expected);
    expect(width(clip(text, columns))).toBeLessThanOrEqual(columns);
  });

  test('clipping never leaves a colour open', () => {
    expect(clip(colourful('red', 'a very long text'), 6)).toBe('a ver…');
  });

  test('padding counts wide characters', () => {
    expect(padEnd('王', 4)).toBe('王  ');
  });
});

describe('wrapping', () => {
  test('breaks at spaces, keeps the spacing within a line and its own newlines', () => {
    expect(wrap('  Try        one two three\nend', 20)).toEqual(['  Try        one two', 'three', 'end']);
  });

  test('hangs what does not fit below, deeper, and clips a word that is wider than all', () => {
    const lines = hang(`  at ${'x'.repeat(50)} end`, 20);
    expect(lines.every((line) => width(line) <= 20)).toBe(true);
    expect(lines).toEqual(['  at', `    ${'x'.repeat(15)}…`, '    end']);
  });
});

test('a long text goes on below itself, not below its label', () => {
  expect(labelled('Open', 'From what you know of virtio, explain briefly why.', 34)).toEqual([
    'Open     From what you know of',
    '         virtio, explain briefly',
    '         why.',
  ]);
});
