import { expect, test } from 'vitest';
import { code, codeBlock, grid, link, prose, quote } from './markdown.ts';

test.for([
  ['emphasis and links', '*a* _b_ [c](d) `e`', '\\*a\\* \\_b\\_ \\[c\\](d) \\`e\\`'],
  ['HTML and tables', '<b> | ~c~', '\\<b\\> \\| \\~c\\~'],
  ['a heading', '# a', '\\# a'],
  ['an item', '- a', '\\- a'],
  ['a number of a list', '1. a', '1\\. a'],
  ['new lines', 'a\n\nb', 'a b'],
  ['a name and a version, which need nothing', 'virtio_net 7.2.9', 'virtio_net 7.2.9'],
] as const)('prose means itself: %s', ([, text, expected]) => {
  expect(prose(text)).toBe(expected);
});

test('a block’s fence is longer than any in it', () => {
  expect(codeBlock('plain\n')).toBe('```text\nplain\n```');
  expect(codeBlock('a\n````\nb', 'sh')).toBe('`````sh\na\n````\nb\n`````');
});

test.for([
  ['a', '`a`'],
  ['a`b', '``a`b``'],
  ['`a`', '`` `a` ``'],
] as const)('%s as code', ([text, expected]) => {
  expect(code(text)).toBe(expected);
});

test('a quote keeps its Markdown and loses its HTML', () => {
  expect(quote('*a*\n\n<script>x</script> 1 < 2 <!-- \n```\n')).toBe(
    '> *a*\n>\n> &lt;script>x&lt;/script> 1 < 2 &lt;!--\n> ```',
  );
});

test('numbers stand to the right', () => {
  expect(grid({ head: ['', 'a'], rows: [['b', 'c\nd']], numbers: true })).toBe('|  | a |\n| --- | ---: |\n| b | c d |');
});

test('a cell is text, code, a stress or a link, and cannot end before its bar', () => {
  const rows = [
    ['*a* | b', { text: 'a | b', as: 'code' }, { text: 'no', as: 'strong' }, { text: 'c', path: 'd' }],
  ] as const;
  expect(grid({ head: ['', '<b>', '', ''], rows })).toBe(
    '|  | \\<b\\> |  |  |\n| --- | --- | --- | --- |\n| \\*a\\* \\| b | `a \\| b` | **no** | [c](<d>) |',
  );
});

test('a link cannot be broken out of', () => {
  expect(link('a]b', 'raw/x> y.txt')).toBe('[a\\]b](<raw/x%3E y.txt>)');
});
