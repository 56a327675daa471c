// For tests: the run of student 522005 in the hands of others, each with the check that must find it.
import { draw } from '../../../fixtures/students/draw.ts';
import { JOURNAL } from '../regrade/submission.ts';
import type { Forger, Forgery } from './forger.ts';

const RANGES = { vcpus: [2, 3], mac: 'any', blockSize: ['4k', '8k', '16k'], port: [20_000, 29_999] } as const;
const OWN = draw('522005', 'studio-15', RANGES);
const OTHER = draw('522002', 'studio-15', RANGES);

export const STUDENTS: Forgery[] = [
  {
    what: 'another student’s id',
    forge: (forger) => renamed(forger).sealed(),
    check: 'student',
    where: /^block size of 522002 in studio-15$/,
    file: /record/,
  },
  {
    what: 'another student’s id with the values that it gives',
    forge: (forger) => redrawn(renamed(forger)).sealed(),
    check: 'student',
    where: /^MAC address of 522002, by QEMU’s command line \(\d+ of \d+\)$/,
    file: /record/,
  },
  {
    what: 'the same, and in the command lines of QEMU too',
    forge: (forger) => argv(redrawn(renamed(forger))).sealed(),
    check: 'student',
    where: /^MAC address of 522002, by the guest \(\d+ of \d+\)$/,
    file: /console\.txt/,
  },
  {
    what: 'the same, and in every file, as often as they stand there',
    forge: (forger) => everywhere(argv(redrawn(renamed(forger)))).sealed(),
    check: 'student',
    where: /^vCPUs of 522002, by the guest \(\d+ of \d+\)$/,
    file: /console\.txt/,
  },
  {
    what: 'the same, with block size and port in the command lines but not in what the tools printed',
    forge: (forger) => commands(everywhere(argv(redrawn(renamed(forger))))).sealed(),
    check: 'student',
    where: /^block size of 522002, by what fio tells/,
    file: /raw\/\d+-fio/,
  },
  {
    what: 'the same, with a port that iperf did not call',
    forge: (forger) => commands(everywhere(argv(redrawn(renamed(forger))))).sealed(),
    check: 'student',
    where: /^TCP port of 522002, by what iperf tells/,
    file: /raw\/00\d\d-iperf/,
  },
  {
    what: 'nobody, so that anybody’s run will do',
    forge: (forger) =>
      forger
        .retell((event) => {
          if (event.type === 'student') return undefined;
          if (event.type !== 'settings') return event;
          const { LAB_STUDENT: _, ...settings } = event.settings;
          return { ...event, settings };
        })
        .sealed(),
    check: 'machine',
    where: /^vCPUs of studio-15\/virtio#1$/,
    file: /record/,
  },
  {
    what: 'a student that the settings do not name',
    forge: (forger) =>
      forger.retell((event) => (event.type === 'student' ? { ...event, id: '522002' } : event)).sealed(),
    check: 'student',
    where: /^the student$/,
    file: /record/,
  },
];

function renamed(forger: Forger): Forger {
  return forger.retell((event) => {
    if (event.type === 'student') return { ...event, id: '522002' };
    return event.type === 'settings' ? { ...event, settings: { ...event.settings, LAB_STUDENT: '522002' } } : event;
  });
}

const redrawn = (forger: Forger): Forger =>
  forger.retell((event) => (event.type === 'student' ? { ...event, own: OTHER } : event));

function argv(forger: Forger): Forger {
  return forger.retell((event) => {
    if (event.type !== 'machine') return event;
    const { machine } = event;
    const words = machine.argv.map((word, index) =>
      machine.argv[index - 1] === '-smp' ? `${OTHER.vcpus}` : word.replace(`${OWN.mac}`, `${OTHER.mac}`),
    );
    return { ...event, machine: { ...machine, argv: words, vcpus: OTHER.vcpus ?? 0 } };
  });
}

/** What a search and replace can do: the address, and QEMU's command line in the replays. */
function everywhere(forger: Forger): Forger {
  for (const [path, content] of forger.files) {
    const text = content.toString('utf8').replaceAll(`${OWN.mac}`, `${OTHER.mac}`);
    forger.files.set(path, Buffer.from(text.replaceAll(`-smp ${OWN.vcpus} `, `-smp ${OTHER.vcpus} `)));
  }
  return forger;
}

function commands(forger: Forger): Forger {
  const forged = (text: string) =>
    text
      .replaceAll(`--bs=${OWN.blockSize}`, `--bs=${OTHER.blockSize}`)
      .replaceAll(`-p ${OWN.port}`, `-p ${OTHER.port}`);
  for (const [path, content] of forger.files)
    if (path !== JOURNAL) forger.files.set(path, Buffer.from(forged(content.toString('utf8'))));
  return forger.retell((event) => JSON.parse(forged(JSON.stringify(event))));
}
