import { expect, test } from 'vitest';
import type { JournalEvent } from '../record/journal/journal.ts';
import type { RunRecord } from '../record/schema/record.ts';
import { HOSTILE, hostileEvents } from '../testing/sample-hostile.ts';
import { LSMOD, sampleRecord } from '../testing/sample-record.ts';
import { answerPages, answers } from './answers-markdown.ts';
import { appendix } from './appendix.ts';

const text = answers(sampleRecord());
const behind = appendix(sampleRecord());
/** From one heading to the next of its rank. */
const part = (of: string, heading: string) => `\n${of}`.split(`\n${heading}`)[1]?.split(/\n#{1,2} /)[0];

test('the numbered answers, with the names', () => {
  expect(text.match(/^## \d+\. .*$/gm)).toEqual([
    '## 1. The people who worked together',
    '## 2. Boot with virtio devices',
    '## 3. File I/O in the guest',
    '## 4. File I/O on the testbed',
    '## 6. Network over e1000',
  ]);
  expect(part(text, '## 1.')).toContain('> Ada, Grace');
});

test('output of a command stands in a code block as it came', () => {
  expect(part(text, '## 2.')).toContain(`\`\`\`text\n${LSMOD}\n\`\`\``);
});

test('measurements in a table, and a question that waits for its answer', () => {
  expect(part(text, '## 3.')).toContain('| randread, guest | 31.3 MiB/s | 30.9 to 33 MiB/s | 3 runs on 1 boot |');
  expect(part(text, '## 3.')).toContain('**Not answered yet: write in suites/studio-15/answers.yaml');
});

test('overheads in percent, with their interval', () => {
  expect(part(text, '## 4.')).toContain(
    '| read | read, guest: 412 MiB/s | read, native: 520 MiB/s | 21 % | 18 to 24 % |',
  );
});

test('the verdict, and the test that failed by it, without saying it twice', () => {
  const answer = part(text, '## 6.');
  expect(answer).toContain('FAIL  virtio-net carries at least 1.2 x what e1000 carries');
  expect(answer?.match(/FAIL/g)).toHaveLength(1);
  expect(answer).toContain('failed: virtio-net beats e1000');
});

test('the testbed and why it was taken, near the top; a nested one with what its numbers are worth', () => {
  const top = (record: RunRecord) => answers(record).split('\n## 1.')[0];
  const record = sampleRecord();
  expect(top(record)).toContain('\nTestbed: local (this computer): LAB_TESTBED is auto, and KVM does not work here.\n');
  expect(top(record)).not.toContain('emulates');
  const why = 'KVM does not work on this computer: a kernel hung under it';
  Object.assign(record.testbed ?? {}, { kind: 'nested', name: 'nested (debian-12-testbed, amd64)', why });
  expect(top(record)).toContain(`\nTestbed: nested (debian-12-testbed, amd64): ${why}.\n`);
  expect(top(record)).toContain('Its numbers are not those of any hardware');
  expect(part(appendix(record), '## Testbed')).toContain('| virtualized | emulated as a whole by QEMU (TCG) |');
});

test('what others did on the testbed before each experiment', () => {
  const rest = { quiet: false, watched: 10, busyCpus: 1.3, steal: 0.021, loadAverage: 2 };
  const quiet = { exercise: 'studio-15/3', experiment: 'studio-15/file-io', at: '2026-02-03T04:05:06.000Z', ...rest };
  expect(part(behind, '## Quiet')).toBe(undefined);
  expect(part(appendix(sampleRecord({ type: 'quiet', quiet })), '## Quiet')).toContain(
    '| studio-15/file-io | **no** | 10 s | 1.3 | 2.1 % | 2 |',
  );
});

test('a loss that may as well be none, and one of which nothing is known', () => {
  const told = (interval: [number, number]) => {
    const record = sampleRecord();
    for (const { findings } of record.exercises)
      for (const one of findings) if (one.kind === 'comparison') Object.assign(one.comparison, { interval });
    return answers(record);
  };
  expect(told([0.7, 1.2])).toContain('| not clear | 30 % less to 20 % more |\n\nNot clear: the ');
  expect(told([0.14, 2.78])).toContain('| cannot be told | not from 3 boots each; ');
  expect(text).not.toContain('Not clear');
});

test('the appendix: testbed, settings, command line to paste, evidence, samples with their raw output', () => {
  expect(part(behind, '## Testbed')).toContain('lab-7, Example CPU @ 2.40GHz, 2 CPUs, 8192 MiB, amd64');
  expect(part(behind, '## Settings')).toContain('| `LAB_PACE` | handout |');
  const machines = part(behind, '## Machines');
  expect(machines).toContain("  -append 'root=/dev/vda console=ttyS0' \\\n  -m 512M\n```");
  expect(machines).toContain('```sh\nunshare --net bash\nip link set lo up\nqemu-system-x86_64 \\\n  -machine q35');
  expect(machines).toContain('512 MiB, tcg, network user, image debian-12');
  expect(machines).toContain('| virtio-net on virtio_net | lsmod | virtio_net | virtio_net | yes |');
  expect(machines).toContain('[transcript](<machines/virtio-1/console.txt>)');
  expect(part(behind, '## Samples')).toContain('`iperf -c 10.0.2.2 -p 8080` | [output](<raw/0001-run.txt>) |');
});

test('what was seen of a lost machine stands below the note of it, as it came', () => {
  const rows: [string, string][] = [
    ['vCPUs', 'CPU 0 at ffffffff8193f3ff, halted\nCPU 1 at ffffffff810a1b2c, interrupts off'],
    ['QEMU', 'running, pid 4121, QMP status: running'],
  ];
  const finding = { kind: 'note', text: 'virtio#1 was lost.', rows } as const;
  expect(part(answers(sampleRecord({ type: 'finding', exercise: 'studio-15/6', finding })), '## 6.')).toContain(
    [
      'virtio#1 was lost.\n',
      '```text',
      '  vCPUs      CPU 0 at ffffffff8193f3ff, halted',
      '    CPU 1 at ffffffff810a1b2c, interrupts off',
      '  QEMU       running, pid 4121, QMP status: running',
      '```',
    ].join('\n'),
  );
});

test('of a machine whose watchdog guards it no more the appendix says so, and why; not of others', () => {
  const machine = 'studio-15/virtio#2';
  const told = (works: boolean) =>
    appendix(sampleRecord({ type: 'watchdog', machine, watchdog: { works, why: 'it barked' } }));
  expect(told(false).split('### studio-15/virtio#2\n')[1]?.split('###')[0]).toContain(
    '\n\nIf studio-15/virtio#2 hangs, only time limits will notice: it barked.\n\n',
  );
  for (const text of [told(true), appendix(sampleRecord())]) expect(text).not.toContain('only time limits');
});

test('the answers end where the appendix is', () => {
  expect(text.trimEnd().split('\n').at(-1)).toBe(
    'Testbed, settings, machines and every sample: [appendix.md](appendix.md).',
  );
  expect([...answerPages(sampleRecord()).keys()]).toEqual(['answers.md', 'appendix.md']);
});

test('an unfinished run says so on top', () => {
  const record = sampleRecord({ type: 'ended', at: '2026-02-03T04:06:06.000Z', state: 'interrupted' });
  expect(answers(record)).toContain('**The run was not finished (interrupted): answers are missing.**');
});

test('hostile text stays where it belongs', () => {
  const hostile = [...answerPages(sampleRecord(...hostileEvents())).values()].join('\n');
  expect(hostile).not.toMatch(HOSTILE);
  expect(outsideCode(hostile).match(/^#{1,2} .*$/gm)).toEqual([
    '# studio-15: answers',
    ...[1, 2, 3, 4, 6].map((number) => expect.stringMatching(new RegExp(`^## ${number}\\. `))),
    '## 7. A # title \\| with \\<b\\>marks\\</b\\>',
    '## Troubles',
    '# Appendix',
    ...['Run', 'Testbed', 'Settings', 'Machines', 'Samples'].map((title) => `## ${title}`),
  ]);
  expect(outsideCode(hostile)).not.toMatch(/(?<!\\)<(?:script|!--)/);
});

/** The report without its code blocks; fails when a block is not closed. */
function outsideCode(markdown: string): string {
  let open = '';
  const lines = markdown.split('\n').filter((line) => {
    const fence = /^(`{3,})/.exec(line)?.[1] ?? '';
    const inside = open !== '';
    if (!inside) open = fence;
    else if (fence.length >= open.length && /^`+$/.test(line)) open = '';
    return !inside && fence === '';
  });
  expect(open).toBe('');
  return lines.join('\n');
}

test('whose run it is, and the values of that student’s own', () => {
  const own = { port: 24_702, vcpus: 3, mac: '52:e6:59:b4:6e:a7', blockSize: '8k' };
  const told = (more: object): JournalEvent => ({ type: 'student', id: '522005', suite: 'studio-15', own: more });
  const values = 'studio-15: vCPUs 3, MAC address 52:e6:59:b4:6e:a7, block size 8k, TCP port 24702';
  expect(appendix(sampleRecord(told(own)))).toContain(`| student | 522005 |\n| own values | ${values} |\n`);
  expect(appendix(sampleRecord(told({})))).toContain('| own values | none |\n');
  expect(appendix(sampleRecord())).not.toContain('own values');
});
