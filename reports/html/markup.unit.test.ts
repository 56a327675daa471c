import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../testing/sample-hostile.ts';
import { anchor, fileAddress, html, trusted } from './markup.ts';

describe('a value', () => {
  test.for([
    [
      'in text',
      html`<p>${'<script>alert(1)</script> & "a" \'b\''}</p>`,
      '<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;a&quot; &#39;b&#39;</p>',
    ],
    [
      'in an attribute',
      html`<p title="${'" onload="alert(1)" <b>'}">x</p>`,
      '<p title="&quot; onload=&quot;alert(1)&quot; &lt;b&gt;">x</p>',
    ],
    [
      'in an SVG',
      html`<svg><text data-value="${'"><script>1</script>'}">${'<b>'}</text></svg>`,
      '<svg><text data-value="&quot;&gt;&lt;script&gt;1&lt;/script&gt;">&lt;b&gt;</text></svg>',
    ],
    [
      'as JSON in an attribute',
      html`<p data-markers="${JSON.stringify([[1, '</script>\u2028"&']])}"></p>`,
      '<p data-markers="[[1,&quot;&lt;/script&gt;\\&quot;&amp;&quot;]]"></p>',
    ],
  ] as const)('%s means itself', ([, made, text]) => {
    expect(made.text).toBe(text);
  });

  test('loses escapes, controls, line separators and marks that reorder text', () => {
    const { text } = html`<p>${'\u001b[31ma\u0000b\u202ec\u2028d\u2029e\u0007'}</p>`;
    expect(text).toBe('<p>abcde</p>');
    expect(text).not.toMatch(HOSTILE);
  });

  test('that is HTML already stays as it is, also in a list; nothing and false are nothing', () => {
    expect(html`<ul>${[html`<li>${'<'}</li>`, undefined, false, trusted('<hr>')]}${0}</ul>`.text).toBe(
      '<ul><li>&lt;</li><hr>0</ul>',
    );
  });
});

test.for([
  ['an attribute without quotes', () => html`<p title=${'a'}></p>`],
  ['a tag', () => html`<${'script'}>`],
  ['a script', () => html`<script>const a = "${'x'}";</script>`],
  ['a style', () => html`<style>p { color: ${'red'} }</style>`],
] as const)('%s is no place for a value', ([, template]) => {
  expect(template).toThrow('No place for a value');
});

test.for([
  ['consoles/a b#1/console.cast', './consoles/a%20b%231/console.cast'],
  ['javascript:alert(1)', './javascript%3Aalert(1)'],
  ['raw/"><script>.txt', './raw/%22%3E%3Cscript%3E.txt'],
  ['../other/record.json', undefined],
  ['/etc/passwd', undefined],
  ['a/./b', undefined],
  ['a\\..\\b', './a%5C..%5Cb'],
] as const)('the address of %s', ([path, address]) => {
  expect(fileAddress(path)).toBe(address);
});

test('an anchor is made of its name, and of nothing that an id may not hold', () => {
  expect(anchor('machine', 'studio-15/virtio#1')).toBe('machine-studio-15.virtio.1');
  expect(anchor('x', 'a b"<é>')).toBe('x-a_32b_34_60_233_62');
});
