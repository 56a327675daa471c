import { expect, test } from 'vitest';
import { castOf } from './cast.ts';

const header = (term: object) => JSON.stringify({ version: 3, term });
const cast = (events: unknown[], term: object = { cols: 200, rows: 50 }) =>
  [header(term), ...events.map((event) => JSON.stringify(event)), ''].join('\n');

test('its length, its commands, and as much of a wide terminal as was written on', () => {
  const text = cast([
    [2, 'o', 'login: '],
    [0.5, 'i', 'secret\n'],
    [1, 'o', `$ lsmod\r\r\n\u001b[1m${'x'.repeat(100)}\u001b[0m\r\n`],
    [0.25, 'o', '$ iperf -c 10.0.2.2\r\n'],
  ]);
  expect(castOf(text)).toEqual({
    text: expect.any(String),
    columns: 100,
    rows: 30,
    seconds: 3.75,
    markers: [
      [3.5, 'lsmod'],
      [3.75, 'iperf -c 10.0.2.2'],
    ],
  });
});

test('what is played is the output alone, as late as it came; keys, sizes and a theme are left out', () => {
  const events = [
    [1, 'o', 'a'],
    [0.25, 'i', 'password\n'],
    [0.5, 'r', '99999x99999'],
    [1, 'o', 'b'],
    [1e300, 'o', 'c'],
    [2, 'x', '0'],
  ];
  const played = castOf(cast(events, { cols: 80, rows: 24, theme: { fg: 'url(https://example.org)' } }));
  expect(
    played?.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([{ version: 3, term: { cols: 80, rows: 24 } }, [1, 'o', 'a'], [1.75, 'o', 'b'], [86_400, 'o', 'c']]);
});

test('a small terminal stays small, and the longest line of all is cut', () => {
  expect(castOf(cast([], { cols: 40, rows: 10 }))).toMatchObject({ columns: 40, rows: 10, seconds: 0 });
  expect(castOf(cast([[0, 'o', 'x'.repeat(500)]]))).toMatchObject({ columns: 132 });
});

test('events that are none are left out', () => {
  const text = `${cast([[1, 'o', 'a'], 'no event', [-5, 'o', 'b'], [1, 'o', { length: 9 }], [1, 'x', '0']])}\n{"cut`;
  expect(castOf(text)).toMatchObject({ seconds: 1, markers: [] });
});

test.for([
  ['nothing', ''],
  ['another version', '{"version":2,"width":80,"height":24}'],
  ['a terminal without width', header({ cols: 0, rows: 5 })],
  ['no JSON', '<script>alert(1)</script>'],
] as const)('%s is no recording', ([, text]) => {
  expect(castOf(text)).toBeUndefined();
});

test('a command is told whole', () => {
  const fio = `fio --name=lab --filename=/var/tmp/lab.fio ${'--rw=randread --bs=4k '.repeat(5)}--size=64M`;
  const [marker] = castOf(cast([[0, 'o', `$ ${fio}\n`]]))?.markers ?? [];
  expect(marker?.[1]).toBe(fio);
});

test('a command of others is told in one line without what a terminal would obey', () => {
  const [marker] = castOf(cast([[0, 'o', `$ \u001b]0;pwned\u0007ls </script>${' long'.repeat(99)}\n`]]))?.markers ?? [];
  expect(marker?.[1]).toMatch(/^ls <\/script> long[ a-z]*…$/);
});
