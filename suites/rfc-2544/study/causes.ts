// The four causes that the study cites for the emulated card (Kiyanovski, 2016), each beside what counters show of it.

import { median, number, type Story } from '../../../fixtures/lab.ts';
import { partsOf, sum } from './busy.ts';
import { armOf, DIRECTIONS, frameOf, isOf, numberIn, type Run } from './figures.ts';
import { emulated, paravirtual } from './statements.ts';
import { type Open, openUnderTcg, said, type Verdict } from './verdicts.ts';

/** Sentences, a few for each cause. */
export const causes: Story = (record, { id }) => {
  const runs = record.runs.filter(({ key }) => key.experiment === id);
  return [
    ...segmentation(runs),
    ...checksums(runs),
    ...copies(runs),
    ...interrupts(runs, openUnderTcg(record, runs)),
    ...exits(runs),
  ];
};

const of = (arm: string) => (run: Run) => armOf(run) === arm;
const CARDS = [paravirtual, emulated] as const;

/** Not counted by a link of Linux; and a few frames of other protocols are among those counted. */
const CHECK_SEQUENCE = 4;
const WHOLE = 0.1;

function segmentation(runs: readonly Run[]): string[] {
  const sizes = runs.flatMap((run) => {
    const bytes = numberIn(run, 'frame bytes');
    return bytes === undefined ? [] : [(bytes + CHECK_SEQUENCE) / frameOf(run)];
  });
  if (sizes.length === 0) return [];
  const cut = sizes.filter((share) => Math.abs(share - 1) >= WHOLE).length;
  const seen =
    cut === 0
      ? 'nothing was cut: in every run the frames on the link were as long as what nuttcp gave to its socket, so that it explains nothing of figures 2 to 4'
      : `in ${cut} of ${sizes.length} runs the frames on the link were of another size than was asked for`;
  return [
    `Cause 1, cutting into segments: ${seen}.${stateOf(runs, ['tcp-segmentation-offload', 'tx-udp-segmentation'])}`,
  ];
}

function checksums(runs: readonly Run[]): string[] {
  const state = stateOf(runs, ['tx-checksumming', 'rx-checksumming']);
  return state === ''
    ? []
    : [
        `Cause 2, checksums:${state} Whoever is left to compute them, no counter tells what it costs; cause 3 has a bound.`,
      ];
}

/** Of those whose state is known: ` virtio-net on tap leaves tx-checksumming to its card; …`. */
function stateOf(runs: readonly Run[], features: readonly string[]): string {
  const told = [
    ...CARDS.flatMap((arm) => onAndOff(arm, runs.filter(of(arm)), 'offloads', features)),
    ...CARDS.flatMap((arm) => onAndOff(`the tester beside ${arm}`, runs.filter(of(arm)), 'tester offloads', features)),
  ];
  return told.length === 0 ? '' : ` By ethtool: ${told.join('; ')}.`;
}

/** `virtio-net on tap has tx-checksumming on, rx-checksumming off` */
function onAndOff(who: string, runs: readonly Run[], reading: string, features: readonly string[]): string[] {
  const states = features.flatMap((feature) => {
    const seen = new Set(runs.flatMap(({ readings }) => partsOf(readings, reading)[feature] ?? []));
    return seen.size === 0 ? [] : [`${feature} ${seen.size > 1 ? 'now on, now off' : seen.has(1) ? 'on' : 'off'}`];
  });
  return states.length === 0 ? [] : [`${who} has ${states.join(', ')}`];
}

/** CPU of all threads of QEMU and vhost for a frame; what grows with its length is no more than the difference. */
function copies(runs: readonly Run[]): string[] {
  const told = CARDS.flatMap((arm) =>
    DIRECTIONS.flatMap((direction) => {
      const costs = [...Map.groupBy(runs.filter(of(arm)).filter(isOf(direction)), frameOf)].flatMap(([frame, some]) => {
        const each = perFrame(some, (run) => numberIn(run, 'cpu'));
        return each.length === 0 ? [] : [{ frame, micros: median(each) * 1e6 }];
      });
      const [least, ...more] = costs.toSorted((one, other) => one.frame - other.frame);
      const most = more.at(-1);
      return least === undefined || most === undefined
        ? []
        : [
            `${arm}, ${direction}: ${number(least.micros)} µs of CPU for a frame of ${least.frame} bytes, ${number(most.micros)} µs for one of ${most.frame}`,
          ];
    }),
  );
  return told.length === 0
    ? []
    : [
        `Cause 3, copies: no counter shows them, and a tap has QEMU copy each frame of either card; vhost copies in its place. What copies and checksums cost by the byte is no more than what a long frame costs above a short one: ${told.join('; ')}.`,
      ];
}

/** "Throughput scenarios cause interrupts at a considerably lower rate" with the paravirtual card. */
function interrupts(runs: readonly Run[], open: Open): string[] {
  const told = perArm(runs, (run) => numberIn(run, 'interrupts'));
  if (told === '') return [];
  const points = [...Map.groupBy(runs, (run) => `${frameOf(run)} ${run.key.workload}`).values()].flatMap((some) => {
    const [ours, other] = CARDS.map((arm) => perFrame(some.filter(of(arm)), (run) => numberIn(run, 'interrupts')));
    if (!ours?.length || !other?.length) return [];
    if (Math.max(...ours) < Math.min(...other)) return ['fewer'];
    return Math.min(...ours) > Math.max(...other) ? ['more'] : ['mixed'];
  });
  if (points.length === 0) return [];
  const verdict: Verdict = points.every((point) => point === 'fewer')
    ? 'reproduced'
    : points.every((point) => point === 'more')
      ? `not reproduced: ${paravirtual} interrupted more often, at every size and in both directions`
      : 'inconclusive: sizes, directions or boots differ in it';
  return [
    `Cause 4, interrupts: published, considerably fewer of the paravirtual card; here for each frame that passed it ${told}. ${said(open(verdict))}`,
  ];
}

/** What the study does not count: how often a card made its guest leave. */
function exits(runs: readonly Run[]): string[] {
  const all = perArm(runs, (run) => numberIn(run, 'exits'));
  if (all === '')
    return ['Beside them, VM exits: none were counted here, since TCG makes none, or nobody tells of them.'];
  const registers = perArm(runs, ({ readings }) => {
    const kinds = partsOf(readings, 'exits by kind');
    return (kinds['mmio_exits'] ?? kinds['mmio_exit_user'] ?? 0) + (kinds['io_exits'] ?? 0);
  });
  return [
    `Beside them, what the study did not count: VM exits for each frame that passed a card ${all}; of these for a register of a device, which QEMU answers, ${registers}.`,
  ];
}

/** `virtio-net on tap 0.02 to 0.3 (DUT IN), 0.5 (DUT OUT), e1000 on tap …` */
function perArm(runs: readonly Run[], tell: (run: Run) => number | undefined): string {
  return CARDS.flatMap((arm) => {
    const ways = DIRECTIONS.flatMap((direction) => {
      const each = perFrame(runs.filter(of(arm)).filter(isOf(direction)), tell);
      if (each.length === 0) return [];
      const [least, most] = [Math.min(...each), Math.max(...each)].map(number);
      return [`${least === most ? least : `${least} to ${most}`} (${direction})`];
    });
    return ways.length === 0 ? [] : [`${arm} ${ways.join(', ')}`];
  }).join('; ');
}

const perFrame = (runs: readonly Run[], tell: (run: Run) => number | undefined): number[] =>
  runs.flatMap((run) => {
    const [value, frames] = [tell(run), passed(run)];
    return value === undefined || frames <= 0 ? [] : [value / frames];
  });

/** Frames that passed the device: sending all that it sent, receiving those too that its own system lost then. */
function passed(run: Run): number {
  if (isOf('DUT OUT')(run)) return numberIn(run, 'frames sent') ?? 0;
  const lost = Object.entries(partsOf(run.readings, 'lost by layer')).filter(([layer]) =>
    layer.startsWith('receiver’s'),
  );
  return (numberIn(run, 'frames received') ?? 0) + sum(Object.fromEntries(lost));
}
