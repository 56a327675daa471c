// What the processor’s counter counts, on each subject.

import { median, number, type RunRecord, type Story } from '../../../fixtures/lab.ts';
import { reading } from './published.ts';

type Run = RunRecord['runs'][number];

/** What is asked of each: the first clocksource is that which the kernel itself trusts. */
export const CLOCKSOURCE = 'cat /sys/devices/system/clocksource/clocksource0/current_clocksource';
export const STEADY = 'grep -o -w -m 1 -e constant_tsc -e nonstop_tsc /proc/cpuinfo';

export const counter: Story = (record, { id }) => ticking(record, id);

/** A sentence for each arm, and one of what such ticks mean. Pure. */
export function ticking(
  { runs, units, machines, testbed }: Pick<RunRecord, 'runs' | 'units' | 'machines' | 'testbed'>,
  experiment: string,
): readonly string[] {
  const own = runs.filter(({ key }) => key.experiment === experiment);
  const arms = [...Map.groupBy(own, ({ key }) => key.arm)];
  const name = testbed?.fingerprint.arch === 'arm64' ? 'cntvct_el0' : 'rdtsc';
  const sentences = arms.map(([arm, some]) => {
    const opened = units.filter((unit) => some.some((run: Run) => run.unit === unit.id));
    const looks = opened.flatMap((unit) => unit.looks ?? []);
    const shown = (command: string) =>
      [...new Set(looks.filter((look) => look.command === command).map(({ stdout }) => stdout.trim()))].filter(
        (text) => text !== '',
      );
    const accelerators = new Set(
      machines.filter(({ id }) => opened.some((unit) => unit.machines.includes(id))).map((one) => one.accelerator),
    );
    const rate = median(some.flatMap(reading('tick rate'))) / 1e6;
    const clock = shown(CLOCKSOURCE).join(', ') || 'untold';
    const steady = shown(STEADY).length > 0 || name === 'cntvct_el0';
    return `${arm}: ${name} goes ${number(rate)} million ticks a second of its own clock (clock source ${clock}), ${steady ? 'at a rate that the CPU’s own frequency does not change: time, and not cycles' : 'and the CPU does not say that the rate is constant'}.${whose(accelerators)}`;
  });
  const beneath =
    testbed?.kind === 'nested'
      ? [
          'The testbed is emulated itself: its processor’s counter is made by the QEMU that emulates it, out of the counter of the computer beneath, so that ticks are that one’s time here.',
        ]
      : [];
  return [...sentences, ...beneath];
}

function whose(accelerators: ReadonlySet<string>): string {
  if (accelerators.has('tcg'))
    return ' TCG answers each read itself, from the host’s counter: that goes on at the host’s rate however long an instruction takes to be translated.';
  return accelerators.has('kvm')
    ? ' KVM lets the guest read the processor’s own counter without an exit, less what it had when the guest began.'
    : '';
}
