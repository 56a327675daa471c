import { describe, expect, test } from 'vitest';
import { cpu } from '../../../fixtures/probes/cpu.ts';
import { frames } from '../../../fixtures/probes/frames.ts';
import { native } from '../../../fixtures/subjects/native.ts';
import { nuttcp } from '../../../fixtures/workloads/nuttcp/nuttcp.ts';
import { rawText } from '../../../fixtures/workloads/raw.ts';
import { NUTTCP } from '../../../fixtures/workloads/testing/real-nuttcp.ts';
import type { Reading } from '../../record/schema/run.ts';
import { sampleRecord } from '../../testing/sample-record.ts';
import { checkFrames } from '../checks/console-counters.ts';
import { ConsoleText } from '../evidence/console-text.ts';
import { reread } from '../evidence/reread.ts';

const { command, stdout } = NUTTCP['6.1.2, few of the smallest lost'];
const workload = nuttcp({ direction: 'receive', frame: 64, kilobits: 481, seconds: 1 });

/** What was counted beneath that run, in its raw file and in the record alike. */
const counted = {
  'frames sent': 3351,
  'frames received': 3342,
  'frames lost': 9,
  'lost by layer': { parts: { 'receiver’s socket': 9 } },
  'frames unaccounted': 0,
  'frame bytes': 60,
};

function remarks(changes: Readonly<Record<string, Reading>>) {
  const told = { ...counted, ...changes };
  const outputs = {
    client: { command, stdout, stderr: '', exit: 0, seconds: 3.3 },
    server: { command: 'nuttcp -S', stdout: '', stderr: '', exit: 0, seconds: 0 },
  };
  const experiment = {
    id: 'e',
    arms: { native },
    workloads: [workload],
    probes: [frames, cpu],
    boots: 1,
  };
  const run = {
    key: { experiment: 'e', arm: 'native', at: {}, block: 1, boot: 1, workload: workload.name, repeat: 1, trial: 1 },
    ...{ unit: 'native#1', target: 'native', at: '2026-01-01T00:00:00.000Z', seconds: 3.3, raw: ['raw/1.txt'] },
    commands: { client: command, server: 'nuttcp -S' },
    readings: { ...workload.parse(outputs), ...told },
  };
  const files = new Map([['raw/1.txt', Buffer.from(rawText({ outputs, counted: told }))]]);
  const of = { run, workload, experiment, machine: undefined, siblings: [] };
  return reread(of, { files, record: sampleRecord() }).remarks.filter(
    (one) => 'check' in one && one.check === 'counts',
  );
}

test('counters of frames that agree with the tool are taken', () => expect(remarks({})).toEqual([]));

test.each([
  [{ 'frames sent': 3442, 'frames lost': 100 }, 'frames were counted as sent'],
  [{ 'frames received': 3000, 'frames lost': 351 }, 'frames were counted as received'],
  [{ 'lost by layer': { parts: { 'sender’s link': 2 } } }, 'but the layers have 2'],
  [{ 'frame bytes': 1514 }, '60 were asked for'],
])('a trial whose counters were moved is found, though record and raw file agree: %o', (changes, sentence) => {
  expect(remarks(changes)).toContainEqual(
    expect.objectContaining({ check: 'counts', found: expect.stringContaining(sentence) }),
  );
});

describe('what the guest’s own console shows of its counters', () => {
  // Of a real guest that lost most of a full link: before the run, and after it. 60 of the 68 came before nuttcp listened.
  const shown = [
    { ip: '2 64 1 0 0 0 0 0 1 1', udp: '0 0 0 0 0 0', link: '706 9 0 0 0 0 0 0 656 8' },
    { ip: '2 64 3959 0 0 0 0 0 3959 18', udp: '1761 68 2122 0 2122 0', link: '5973398 3967 0 0 0 0 0 0 4346 26' },
  ].map(({ ip, udp, link }) =>
    [
      `$ grep -hE '^(Ip|Udp): |^ *[a-z][a-z0-9]*: *[0-9]' /proc/net/snmp /proc/net/dev`,
      'Ip: Forwarding DefaultTTL InReceives InHdrErrors InAddrErrors ForwDatagrams x y InDelivers OutRequests',
      `Ip: ${ip}`,
      'Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors',
      `Udp: ${udp}`,
      `  eth0: ${link} 0 0 0 0 0 0`,
    ].join('\n'),
  );
  const found = (readings: Readonly<Record<string, Reading>>, text = `${shown.join('\n')}\n$ poweroff\n`) => {
    const [machine] = sampleRecord().machines;
    if (machine === undefined) throw new Error('the sample has no machine');
    const key = { experiment: 'e', arm: 'a', at: {}, block: 1, boot: 1, workload: workload.name, repeat: 1, trial: 1 };
    const run = { key, unit: 'a#1', target: 'a', at: '2026-01-01T00:00:00.000Z', seconds: 3, raw: [], commands: {} };
    return [...checkFrames({ machine, runs: [{ run: { ...run, readings }, workload }] }, new ConsoleText(text))];
  };

  test('is what was counted', () => {
    expect(found({ 'frames sent': 80_830, 'frames received': 1769 })).toEqual([]);
    expect(found({ moved: 2 })).toEqual([]);
  });

  test('gives away frames that raw file and record tell otherwise', () => {
    expect(found({ 'frames sent': 80_830, 'frames received': 1900 })).toMatchObject([
      { check: 'console', where: expect.stringMatching(/^frames received of e, a, nuttcp DUT IN/), found: '1769' },
    ]);
  });

  test('was asked for each run', () => {
    expect(found({ 'frames sent': 80_830, 'frames received': 1769 }, '')).toMatchObject([
      { claimed: '80830', found: 'none on its console' },
    ]);
  });
});
