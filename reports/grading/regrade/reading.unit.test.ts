import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fio } from '../../../fixtures/workloads/fio/fio.ts';
import { iperf } from '../../../fixtures/workloads/iperf/iperf.ts';
import { nuttcp } from '../../../fixtures/workloads/nuttcp/nuttcp.ts';
import { ping } from '../../../fixtures/workloads/ping/ping.ts';
import { commandOn, performedBy } from '../evidence/command-line.ts';
import { ConsoleText, parseCast, shows, textOf } from '../evidence/console-text.ts';

describe('a console', () => {
  const packed = gzipSync('héllo\tworld\n').toString('base64');
  const console = new ConsoleText(`login\n$ one\nfirst\n$ two\n$ one\nsecond\n# root\nnoise\n${packed}\n$ three\n`);

  test('shows what stands below a command', () => {
    expect(console.outputsOf('one')).toHaveLength(2);
    const [first = '', second = ''] = console.outputsOf('one');
    expect([shows(first, 'first\n'), shows(first, 'second\n'), shows(second, 'second\n')]).toEqual([true, false, true]);
    expect(console.outputsOf('four')).toEqual([]);
  });

  test('shows each of two runs of one command, whose prompts follow each other', () => {
    const twice = new ConsoleText('$ ping (-c2)\nmean 1 ms\n$ ping (-c2)\nmean 2 ms\n$ true\n$ true\n$ end\n');
    const [first = '', second = ''] = twice.outputsOf('ping (-c2)');
    expect([shows(first, 'mean 1 ms\n'), shows(second, 'mean 2 ms\n')]).toEqual([true, true]);
    expect(twice.outputsOf('true')).toHaveLength(2);
    expect(twice.outputsOf('ping .-c2.')).toEqual([]);
  });

  test('shows what was packed, in spite of noise', () => {
    const [root = ''] = console.outputsOf('root');
    expect([shows(root, 'héllo\tworld\n'), shows(root, 'hello\n')]).toEqual([true, false]);
  });

  test('does not unpack bombs', () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 ** 2)).toString('base64');
    expect(shows(`${bomb}\n`, 'x')).toBe(false);
  });

  const cast = [
    JSON.stringify({ version: 3, timestamp: 7, title: 'virtio', command: 'qemu', term: { cols: 200, rows: 50 } }),
    '[0.5,"o","$ o"]',
    '[1,"o","ne\\r\\r\\n\\u001b[1mtext\\u001b[0m"]',
    '[1,"i","typed"]',
    '[0.5,"x","0"]',
  ].join('\n');

  test('is told by its replay too', () => {
    const replay = parseCast(`${cast}\n`);
    expect(replay).toMatchObject({ timestamp: 7, title: 'virtio', command: 'qemu', seconds: 3, flooded: false });
    expect(replay?.spoke).toBe(0.5);
    expect(replay?.timesOf('$ one')).toEqual([1.5]);
    expect(replay && textOf(replay)).toBe('$ one\ntext\n');
  });

  test('and by one that shows nothing, where nothing is found', () => {
    const silent = parseCast(`${cast.split('\n')[0]}\n[0.5,"x","0"]\n`);
    expect(silent).toMatchObject({ spoke: undefined, output: '', seconds: 0.5 });
    expect(silent?.timesOf('')).toEqual([]);
  });

  test.each([
    ['', 'nothing'],
    ['{"version":2}', 'an older one'],
    [`${cast}\n[1,"o"]`, 'a torn event'],
  ])('has no replay in %j: %s', (text) => expect(parseCast(text)).toBeUndefined());
});

describe('a command line', () => {
  const machine: Parameters<typeof commandOn>[1] = { netdev: 'user', argv: [] };
  const sending = iperf({ seconds: 2 });

  test('is the workload’s own where its port is part of a word, or is not in it at all', () => {
    const frames = nuttcp({ direction: 'receive', frame: 64, kilobits: 214_285, seconds: 1 });
    const pings = ping({ frame: 64, count: 100 });
    for (const workload of [frames, pings]) {
      const line = commandOn(workload, machine);
      expect(performedBy(workload, line, machine)).toEqual({ turned: false });
      const natively = `nsenter --net --target=26194 ${line.replace('10.0.2.2', '192.0.2.2')}`;
      expect(performedBy(workload, natively, undefined)).toEqual({ turned: false });
      expect(performedBy(workload, line.replace('18', '19'), machine)).toEqual({ expected: line });
    }
  });

  test('is the workload’s own', () => {
    const read = fio({ pattern: 'read', size: '256M' });
    expect(performedBy(read, commandOn(read, machine), machine)).toEqual({ turned: false });
    expect(performedBy(read, 'fio --size=1M', undefined)).toEqual({ expected: commandOn(read, machine) });
  });

  test('may call whatever address there was natively, and the testbed’s alone from a machine', () => {
    const native = 'nsenter --net --target=7 iperf -c 192.0.2.2 -p 8080 -t 2 -f k';
    expect(performedBy(sending, native, undefined)).toMatchObject({ turned: false });
    expect(performedBy(sending, 'iperf -c 10.0.2.2 -p 8080 -t 2 -f k', machine)).toMatchObject({ turned: false });
    expect(performedBy(sending, 'iperf -c 127.0.0.1 -p 8080 -t 2 -f k', machine)).toEqual({
      expected: 'iperf -c 10.0.2.2 -p 8080 -t 2 -f k',
    });
    expect(performedBy(sending, 'iperf -c 10.0.2.2 -p 8080 -t 1 -f k', machine)).toHaveProperty('expected');
  });

  test('may be kept on certain CPUs natively, and nowhere else', () => {
    const read = fio({ pattern: 'read', size: '256M' });
    const pinned = (command: string) => `taskset --cpu-list 2,3 ${command}`;
    expect(performedBy(read, pinned(commandOn(read, machine)), undefined)).toMatchObject({ turned: false });
    expect(performedBy(read, pinned(commandOn(read, machine)), machine)).toHaveProperty('expected');
    const entered = `nsenter --net --target=7 ${pinned('iperf -c 192.0.2.2 -p 8080 -t 2 -f k')}`;
    expect(performedBy(sending, entered, undefined)).toMatchObject({ turned: false });
  });

  test('calls the port that the workload has, where it has one', () => {
    const own = iperf({ seconds: 2, port: 24_702 });
    for (const at of [machine, undefined]) {
      expect(performedBy(own, 'iperf -c 10.0.2.2 -p 24702 -t 2 -f k', at)).toMatchObject({ turned: false });
      expect(performedBy(own, 'iperf -c 10.0.2.2 -p 8080 -t 2 -f k', at)).toHaveProperty('expected');
    }
  });

  test('may be the other end’s, where the client ran outside', () => {
    const turned = performedBy(sending, 'iperf -c 127.0.0.1 -p 40001 -t 2 -f k -R', machine);
    expect(turned).toEqual({ turned: true });
  });
});
