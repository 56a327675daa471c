import { apply, begin, type JournalEvent } from './journal.ts';
import type { CountersRecord, EvidenceRecord, MachineRecord, RunRecord, TestRecord } from './record.ts';

/** A record as Studio 15 leaves it, for tests alone: told as a journal, so that the journal is tested with it. */
export function sampleRecord(...more: JournalEvent[]): RunRecord {
  return [...sampleEvents(), ...more].reduce(
    apply,
    begin({
      type: 'run',
      id: '2026-02-03T04-05-06Z-9f3c',
      project: { version: '0.1.0', commit: '0123456789abcdef', dirty: false },
      startedAt: AT,
      settings: {},
    }),
  );
}

const AT = '2026-02-03T04:05:06.000Z';

export function sampleEvents(): JournalEvent[] {
  return [
    { type: 'settings', settings: { LAB_PACE: 'handout', LAB_TESTBED: 'auto' } },
    { type: 'testbed', testbed },
    exercise(1, 'The people who worked together'),
    { type: 'finding', exercise: id(1), finding: { kind: 'written', question: 'Names', answer: 'Ada, Grace' } },
    exercise(2, 'Boot with virtio devices'),
    ...boot('virtio', 1, ['virtio-net', 'virtio-blk']),
    { type: 'finding', exercise: id(2), finding: { kind: 'output', title: 'lsmod | grep virtio', text: LSMOD } },
    exercise(3, 'File I/O in the guest'),
    ...series(3, 'read, guest', 'MiB/s', ['virtio#1', 'virtio#1', 'virtio#1'], [412, 405.4, 420]),
    ...series(3, 'randread, guest', 'MiB/s', ['virtio#1', 'virtio#1', 'virtio#1'], [31.26, 30.9, 33]),
    { type: 'finding', exercise: id(3), finding: { kind: 'written', question: 'Explain why.', answer: null } },
    exercise(4, 'File I/O on the testbed'),
    ...series(4, 'read, native', 'MiB/s', ['native#1', 'native#2', 'native#3'], [515, 520, 530]),
    {
      type: 'finding',
      exercise: id(4),
      finding: {
        kind: 'comparison',
        title: 'read',
        told: 'overhead',
        comparison: {
          of: 'studio-15/3/read, guest',
          against: 'studio-15/4/read, native',
          ratio: 0.79,
          interval: [0.76, 0.82],
          confidence: 0.95,
          counts: [3, 3],
        },
      },
    },
    exercise(6, 'Network over e1000'),
    ...boot('virtio', 2, ['virtio-net', 'virtio-blk']),
    ...boot('e1000', 1, ['e1000', 'virtio-blk']),
    ...boot('virtio', 3, ['virtio-net', 'virtio-blk']),
    ...boot('e1000', 2, ['e1000', 'virtio-blk']),
    ...series(6, 'virtio-net', 'Mbit/s', ['virtio#2', 'virtio#2', 'virtio#3'], [76, 71, 82]),
    ...series(6, 'e1000', 'Mbit/s', ['e1000#1', 'e1000#2'], [72, 75]),
    { type: 'claim', claim },
    ...tests(),
  ];
}

const id = (number: number) => `studio-15/${number}`;

const exercise = (number: number, title: string): JournalEvent => ({
  type: 'exercise',
  id: id(number),
  number,
  title,
  file: `suites/studio-15/${number}-exercise.test.ts`,
});

export const claim: Extract<JournalEvent, { type: 'claim' }>['claim'] = {
  id: 'studio-15/6/virtio-net beats e1000',
  exercise: id(6),
  statement: 'virtio-net carries at least 1.2 x what e1000 carries',
  bound: 1.2,
  side: 'at least',
  comparison: {
    of: 'studio-15/6/virtio-net',
    against: 'studio-15/6/e1000',
    ratio: 1.06,
    interval: [1.01, 1.11],
    confidence: 0.95,
    counts: [3, 2],
  },
  verdict: { outcome: 'fail', reason: 'the whole interval is below 1.2', remedy: 'compare the evidence' },
};

/** As a computer with KVM leaves them: two arms of exercise 6 over two boots each, with what KVM counted. */
export function countedEvents(): JournalEvent[] {
  const counters = (exits: CountersRecord['exits'], mebibytes: number, packets: number) => ({
    exits,
    mebibytes,
    packets,
  });
  const virtio = (more: number) =>
    counters({ exits: 7500 + more, halt_exits: 4000, io_exits: 900, insn_emulation: 2600, mmio_exits: 0 }, 25, 2500);
  const e1000 = (more: number) =>
    counters({ exits: 180_000 + more, mmio_exits: 120_000, irq_exits: 30_000, io_exits: 900 }, 20, 15_000);
  const boots = ['virtio#8', 'virtio#9', 'e1000#8', 'e1000#9'];
  return [
    ...boots.flatMap((name) => {
      const [machine = '', number] = name.split('#');
      return boot(machine, Number(number), [], 'kvm');
    }),
    ...series(6, 'iperf sending, virtio-net', 'Mbit/s', boots.slice(0, 2), [100, 104], [virtio(0), virtio(500)]),
    ...series(6, 'iperf sending, e1000', 'Mbit/s', boots.slice(2), [80, 82], [e1000(0), e1000(4000)]),
    {
      type: 'finding',
      exercise: id(6),
      finding: { kind: 'exits', series: COUNTED },
    },
  ];
}

/** The series of those arms. */
export const COUNTED = ['virtio-net', 'e1000'].map((arm) => `${id(6)}/iperf sending, ${arm}`);

export const LSMOD = ['virtio_net 86016 0', 'virtio_blk 32768 2', 'virtio_pci 28672 0', 'virtio 20480 3'].join('\n');

function tests(): JournalEvent[] {
  const passed = (number: number, name: string): JournalEvent => ({
    type: 'test',
    exercise: id(number),
    test: { name, state: 'passed', errors: [], seconds: 1.25 },
  });
  return [
    passed(1, 'the names are there'),
    passed(2, 'the guest runs its virtio drivers'),
    passed(3, 'read'),
    { type: 'test', exercise: id(3), test: skipped('an explanation is written', 'not answered yet') },
    passed(4, 'read'),
    {
      type: 'test',
      exercise: id(6),
      test: {
        name: 'virtio-net beats e1000',
        state: 'failed',
        errors: [
          'FAIL  virtio-net carries at least 1.2 x what e1000 carries\n  at suites/studio-15/6-exercise.test.ts:31:5',
        ],
        seconds: 0.01,
      },
    },
    { type: 'ended', at: '2026-02-03T04:08:26.000Z', state: 'finished' },
  ];
}

export function skipped(name: string, note: string): TestRecord {
  return { name, state: 'skipped', note, errors: [], seconds: 0 };
}

function series(
  number: number,
  label: string,
  unit: string,
  boots: string[],
  values: number[],
  counters: CountersRecord[] = [],
): JournalEvent[] {
  const key = `${id(number)}/${label}`;
  const metric = { name: unit === 'Mbit/s' ? 'throughput' : 'bandwidth', unit, better: 'higher' } as const;
  return [
    { type: 'series', series: { id: key, exercise: id(number), label, metric, dimensions: { target: 'guest' } } },
    ...values.map((value, index): JournalEvent => {
      const boot = boots[index] ?? '';
      const sample = {
        value,
        boot: boot.startsWith('native') ? boot : `studio-15/${boot}`,
        at: AT,
        seconds: 10,
        command: unit === 'Mbit/s' ? 'iperf -c 10.0.2.2 -p 8080' : 'fio --thread --name=read --rw=read --size=256M',
        raw: `raw/000${index + 1}-run.txt`,
        ...(counters[index] && { counters: counters[index] }),
      };
      return { type: 'sample', series: key, sample };
    }),
    { type: 'finding', exercise: id(number), finding: { kind: 'series', title: label, series: key } },
  ];
}

function boot(
  name: string,
  number: number,
  devices: string[],
  accelerator: MachineRecord['accelerator'] = 'tcg',
): JournalEvent[] {
  const key = `studio-15/${name}#${number}`;
  const machine: MachineRecord = {
    id: key,
    name: `studio-15/${name}`,
    exercise: id(2),
    arch: 'amd64',
    vcpus: 2,
    memoryMiB: 512,
    accelerator,
    netdev: 'user',
    network: ['unshare --net bash', 'ip link set lo up'],
    argv: ['qemu-system-x86_64', '-machine', 'q35', '-append', 'root=/dev/vda console=ttyS0', '-m', '512M'],
    image: { name: 'debian-12', digest: 'a'.repeat(64) },
    startedAt: AT,
    evidence: [],
    transcript: `machines/${name}-${number}/console.txt`,
    asciicast: `machines/${name}-${number}/console.cast`,
    ended: 'running',
  };
  return [
    { type: 'machine', machine },
    { type: 'booted', machine: key, seconds: 2.41 },
    { type: 'evidence', machine: key, evidence: devices.map(evidence) },
    { type: 'machine ended', machine: key, ended: 'shut down' },
  ];
}

export function evidence(device: string): EvidenceRecord {
  const driver = device.replace('-', '_');
  const witnesses = ['lsmod', 'sysfs driver', 'PCI id', 'command line'].map((witness) => ({
    witness,
    expected: driver,
    found: driver,
    agrees: true,
  }));
  return { device, driver, agrees: true, witnesses };
}

export const testbed: NonNullable<RunRecord['testbed']> = {
  kind: 'local',
  name: 'this computer',
  why: 'LAB_TESTBED is auto, and KVM does not work here',
  fingerprint: {
    hostname: 'lab-7',
    arch: 'amd64',
    cpuModel: 'Example CPU @ 2.40GHz',
    cpus: 2,
    memoryMiB: 8192,
    kernel: '6.1.0-18-amd64',
    distribution: 'Debian GNU/Linux 12 (bookworm)',
    qemu: { path: '/usr/bin/qemu-system-x86_64', version: '7.2.9' },
    loadAverage: 0.12,
  },
  abilities: { kvm: { works: false, why: 'a kernel hung under it' }, namespaces: { works: true, why: 'made one' } },
};

/** What must reach neither a terminal nor a report: escapes, controls, marks that reorder text. */
export const HOSTILE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const EVIL =
  '\u001b[2J\u001b]0;pwned\u0007\u0000\u202ereordered\u202c \u009b31m```\n# Forged\n| a | b |\n<script>alert(1)</script> <!--';

const LONG = 'long label '.repeat(30);
const evilCounters: CountersRecord = {
  exits: { exits: -1, [EVIL]: 1e15, mmio_exits: Number.MAX_SAFE_INTEGER },
  mebibytes: 1e-9,
};

export function hostileEvents(): JournalEvent[] {
  const number = 7;
  const key = id(number);
  return [
    exercise(number, 'A # title | with <b>marks</b>'),
    { type: 'finding', exercise: key, finding: { kind: 'output', title: EVIL, text: `${EVIL}\n\`\`\`\`\nmore` } },
    { type: 'finding', exercise: key, finding: { kind: 'written', question: EVIL, answer: `${EVIL}\n\`\`\`\nopen` } },
    { type: 'finding', exercise: key, finding: { kind: 'written', question: '王'.repeat(60), answer: null } },
    { type: 'finding', exercise: key, finding: { kind: 'note', text: `${EVIL} ${'x'.repeat(3000)}` } },
    { type: 'finding', exercise: key, finding: { kind: 'note', text: EVIL, rows: [[EVIL, `${EVIL}\n\`\`\`\nopen`]] } },
    { type: 'watchdog', machine: 'studio-15/virtio#1', watchdog: { works: false, why: EVIL } },
    ...series(number, `${EVIL} ${LONG}`, `${EVIL}${'U'.repeat(200)}`, ['virtio#1'], [1], [evilCounters]),
    { type: 'finding', exercise: key, finding: { kind: 'exits', series: [`${key}/${EVIL} ${LONG}`] } },
    { type: 'claim', claim: { ...claim, id: 'evil', exercise: key, statement: `${EVIL} ${'🚀'.repeat(90)}` } },
    { type: 'test', exercise: key, test: { name: EVIL, state: 'failed', errors: [EVIL, EVIL], seconds: 0 } },
    { type: 'test', exercise: key, test: skipped(`skipped ${EVIL}`, EVIL) },
    { type: 'trouble', exercise: key, text: EVIL },
    { type: 'trouble', text: `${EVIL}${'y'.repeat(500)}` },
  ];
}
