// What the paper states of CPUs, as claims: reproduced here, or not, or undecided.

import { NEXT, SIZES } from './machines.ts';
import { hadTheirTurns } from './study/fleets.ts';
import { ONE, SEVENTEEN, TABLE } from './study/published.ts';

/** A study of another computer is no bound for this one: whoever measures otherwise has done nothing wrong. */
const paper = {
  needs: 'traps',
  informsOnly: {
    where: 'native',
    because: 'the paper states it of its own computer; what is found on this one counts',
  },
} as const;

const times = (percent: number) => 1 + percent / 100;
const rest = (percent: number) => Number((1 - percent / 100).toFixed(4));

const ofOne = (arm: 'VM virtio' | 'VM emulated') =>
  ({
    ...paper,
    statement: `while pi is computed the counter of ${arm} goes at most ${times(ONE)} x as far as natively (figure 4: around ${ONE} %)`,
    metric: 'ticks',
    of: arm,
    against: 'native',
    atMost: times(ONE),
  }) as const;

export const OF_ONE = [
  ofOne('VM virtio'),
  ofOne('VM emulated'),
  {
    ...paper,
    statement: `devices that are emulated cost a program that computes alone nothing: at most ${times(ONE)} x the ticks`,
    metric: 'ticks',
    of: 'VM emulated',
    against: 'VM virtio',
    atMost: times(ONE),
  },
] as const;

const ofMany = (guests: number, loss: number, source: string) =>
  ({
    ...paper,
    statement: `${guests} guests compute at least ${rest(loss)} x what as many programs do natively (${source})`,
    metric: 'throughput',
    of: 'VMs',
    against: 'native',
    at: { guests },
    atLeast: rest(loss),
    voidIf: hadTheirTurns,
  }) as const;

export const OF_FLEETS = SIZES.filter((guests) => guests > 1).map((guests) =>
  ofMany(guests, TABLE.KVM, `table I, of HEP-SPEC06 on 8 guests: a loss of ${TABLE.KVM} %`),
);

export const OF_THE_LARGER = [ofMany(NEXT, SEVENTEEN, `figure 6, of 17 guests on 8 cores: around ${SEVENTEEN} %`)];
