import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { Terminal } from './terminal.ts';

const CLEAR_LINE = '\r\u001b[2K';

function terminal(tty: { isTTY?: boolean; columns?: number }, environment: Record<string, string> = {}) {
  const stream = Object.assign(new PassThrough(), tty);
  return { terminal: new Terminal(stream, environment), written: () => String(stream.read() ?? '') };
}

test('a pipe gets lines and nothing else', () => {
  const { terminal: pipe, written } = terminal({});
  pipe.lines(['one', 'two  ']);
  pipe.status('changing');
  pipe.lines([]);
  expect(written()).toBe('one\ntwo\n');
  expect([pipe.live, pipe.columns, pipe.paint('red', 'x')]).toEqual([false, 80, 'x']);
});

test('on a terminal the changing line stays below the lines', () => {
  const { terminal: tty, written } = terminal({ isTTY: true, columns: 60 }, { NO_COLOR: '1' });
  tty.status('one');
  tty.lines(['told']);
  tty.status('one');
  tty.status('two');
  tty.status('');
  tty.lines(['end']);
  expect(written()).toBe(`${CLEAR_LINE}one${CLEAR_LINE}told\none${CLEAR_LINE}two${CLEAR_LINE}end\n`);
});

test('once closed, the changing line is gone for good', () => {
  const { terminal: tty, written } = terminal({ isTTY: true }, { NO_COLOR: '1' });
  tty.status('one');
  tty.close();
  tty.status('two');
  tty.lines(['end']);
  expect(written()).toBe(`${CLEAR_LINE}one${CLEAR_LINE}end\n`);
});

test('the changing line fits in, whatever it holds', () => {
  const { terminal: tty, written } = terminal({ isTTY: true, columns: 50 }, { NO_COLOR: '1' });
  tty.status(`\u001b[2J${'x'.repeat(200)}`);
  expect(written()).toBe(`${CLEAR_LINE}${'x'.repeat(48)}…`);
});

test.for([
  ['a terminal', { isTTY: true }, {}, true, true],
  ['a dumb one', { isTTY: true }, { TERM: 'dumb' }, false, false],
  ['one that knows no width', { isTTY: true, columns: 0 }, {}, true, true],
  ['CI', { isTTY: true }, { CI: 'true' }, false, true],
  ['NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, true, false],
  ['NO_COLOR over FORCE_COLOR', { isTTY: true }, { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ['FORCE_COLOR in a pipe', {}, { FORCE_COLOR: '1' }, false, true],
  ['FORCE_COLOR=0', { isTTY: true }, { FORCE_COLOR: '0' }, true, false],
] as const)('%s', ([, tty, environment, live, coloured]) => {
  const { terminal: made } = terminal(tty, environment);
  expect([made.live, made.paint('red', 'x') !== 'x', made.columns]).toEqual([live, coloured, 80]);
});
