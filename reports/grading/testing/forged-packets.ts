// For tests: throughput that the packets of its run cannot hold, each with the check that must find it.

import { answerPages } from '../../formats/answers-markdown.ts';
import { type Forger, type Forgery, retold } from './forger.ts';

const OVER_TAP = /^raw\/\d+-iperf-sending-studio-15-(virtio-tap-\d)\.txt$/;
const OVER_SLIRP = /^raw\/\d+-iperf-sending-studio-15-(virtio-\d)\.txt$/;
/** Of iperf's report, at either end: what was moved, and how fast. */
const FIGURES = /(?<= sec +)[\d.]+(?= [KMG]Bytes)|[\d.]+(?= [KMG]bits\/sec)/g;

export const TOO_MUCH_FOR_PACKETS: Forgery[] = [
  {
    what: 'twice the throughput in every place, over tap',
    forge: (forger) => withPages(multiplied(forger, OVER_TAP, 2)).sealed(),
    check: 'console',
    where: /^packets one way of .*virtio-net on tap, iperf sending/,
    file: /virtio-tap-1\/console\.txt/,
  },
  {
    what: 'twice the throughput in every place, over SLIRP, which knows no long segments',
    forge: (forger) => withPages(multiplied(forger, OVER_SLIRP, 2)).sealed(),
    check: 'console',
    where: /^packets one way of .*virtio-net, iperf sending/,
    file: /virtio-1\/console\.txt/,
  },
  {
    what: 'ten times the throughput in every place, told of packets both ways',
    forge: (forger) => withPages(multiplied(forger, OVER_TAP, 10)).sealed(),
    check: 'counts',
    where: /^packets of .*virtio-net on tap, iperf sending/,
    file: /raw\/\d+-iperf-sending-studio-15-virtio-tap-1/,
  },
  {
    what: 'runs whose packets nobody counted, though their consoles do',
    forge: (forger) => withPages(uncounted(forger, OVER_TAP)).sealed(),
    check: 'counts',
    where: /^packets of .*virtio-net on tap, iperf sending/,
    file: /raw\/\d+-iperf-sending-studio-15-virtio-tap-1/,
  },
];

/** In raw file, console, replay, record and journal; the packets stay as they were. */
function multiplied(forger: Forger, some: RegExp, by: number): Forger {
  for (const raw of filesIn(forger, some)) {
    const boot = some.exec(raw)?.[1] ?? '';
    const shown = ['txt', 'cast'].map((kind) => `consoles/studio-15/${boot}/console.${kind}`);
    for (const [line] of forger.text(raw).matchAll(/^\[ .* sec .*bits\/sec$/gm)) {
      const other = line.replace(FIGURES, (figure) => `${Number((Number(figure) * by).toPrecision(9))}`);
      for (const path of [raw, ...shown]) if (forger.text(path).includes(line)) forger.replace(path, line, other);
    }
    const kilobits = Number(/(\d+) Kbits\/sec/.exec(forger.text(raw))?.[1]);
    retold(forger, raw, ({ readings }) => ({
      readings: { ...readings, throughput: kilobits / 1000, moved: Number(readings['moved']) * by },
    }));
  }
  return forger;
}

function uncounted(forger: Forger, some: RegExp): Forger {
  for (const raw of filesIn(forger, some)) {
    forger.replace(raw, /,"packets":\d+/, '');
    retold(forger, raw, ({ readings: { packets: _, ...readings } }) => ({ readings }));
  }
  return forger;
}

const filesIn = (forger: Forger, some: RegExp) => [...forger.files.keys()].filter((path) => some.test(path));

function withPages(forger: Forger): Forger {
  for (const [name, text] of answerPages(forger.record)) forger.files.set(name, Buffer.from(text));
  return forger;
}
