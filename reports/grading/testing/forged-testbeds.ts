// For tests: what the testbed gave some machines alone, or is told to lack, each with the check that must find it.

import { type Forger, type Forgery, retold } from './forger.ts';
import { castOf } from './forging.ts';

export const TESTBEDS: Forgery[] = [
  {
    what: 'another QEMU for one card alone',
    forge: (forger) => started(forger, 'qemu-system-x86_64', 'slow/qemu-system-x86_64').sealed(),
    check: 'machine',
    where: /^QEMU of studio-15\/e1000#1$/,
    file: /record/,
  },
  {
    what: 'another kernel for one card alone',
    forge: (forger) => started(forger, '/kernel', '/kernel.slow').sealed(),
    check: 'machine',
    where: /^kernel of studio-15\/e1000#1$/,
    file: /record/,
  },
  {
    what: 'parameters of the kernel for one card alone',
    forge: (forger) => started(forger, ' tsc=reliable', ' maxcpus=1 tsc=reliable').sealed(),
    check: 'machine',
    where: /^kernel’s parameters of studio-15\/e1000#1$/,
    file: /record/,
  },
  {
    what: 'a testbed without private networks, in which natively one was entered',
    forge: (forger) =>
      forger
        .retell((event) => {
          if (event.type !== 'testbed') return event;
          const abilities = { ...event.testbed.abilities, namespaces: { works: false, why: 'forbidden' } };
          return { ...event, testbed: { ...event.testbed, abilities } };
        })
        .sealed(),
    check: 'unit',
    where: /^network of native#1$/,
    file: /record/,
  },
  {
    what: 'an output that is another boot’s to the letter',
    forge: (forger) => {
      const [one, other] = ['raw/0013-fio-read-native-1.txt', 'raw/0019-fio-read-native-2.txt'];
      return forger.edit(other, () => forger.text(one)).sealed();
    },
    check: 'raw output',
    where: /^raw\/0019-fio-read-native-2\.txt$/,
    file: /0019/,
  },
  {
    what: 'a boot whose outputs are another’s but for a digit',
    forge: (forger) => {
      for (const number of [13, 14, 15, 16]) {
        const [from = '', to = ''] = [number, number + 6].map((one) =>
          [...forger.files.keys()].find((path) => path.startsWith(`raw/00${one}-`)),
        );
        const readings = forger.record.runs.find(({ raw }) => raw.includes(from))?.readings;
        const seconds = number / 10;
        forger.edit(to, () => forger.text(from).replace(/after [\d.]+ s/, `after ${seconds} s`));
        retold(forger, to, () => ({ seconds, readings: readings ?? {} }));
      }
      return forger.sealed();
    },
    check: 'copy',
    where: /^native#2$/,
    file: /record/,
  },
  {
    what: 'versions of tools that a unit keeps to itself, though its console shows them',
    forge: (forger) => untold(forger, 'studio-15/e1000#1').sealed(),
    check: 'console',
    where: /^versions of tools in studio-15\/e1000#1$/,
    file: /e1000-1\/console\.txt/,
  },
  {
    what: 'versions of tools that a native unit keeps to itself',
    forge: (forger) => untold(forger, 'native#1').sealed(),
    check: 'tools',
    where: /^versions of tools in native#1$/,
    file: /record/,
  },
];

/** Of the cards e1000 over SLIRP, in their command lines and replays. */
function started(forger: Forger, from: string, to: string): Forger {
  for (const boot of ['e1000-1', 'e1000-2']) forger.edit(castOf(boot), (text) => text.replace(from, to));
  return forger.retell((event) => {
    if (event.type !== 'machine' || !/^studio-15\/e1000#/.test(event.machine.id)) return event;
    const argv = [...event.machine.argv];
    const place = argv.findIndex((word) => word.includes(from));
    argv[place] = argv[place]?.replace(from, to) ?? '';
    return { ...event, machine: { ...event.machine, argv } };
  });
}

const untold = (forger: Forger, id: string): Forger =>
  forger.retell((event) => {
    if (event.type !== 'unit' || event.unit.id !== id) return event;
    const { tools: _, ...unit } = event.unit;
    return { ...event, unit };
  });
