// What the study states, as claims: reproduced here, or not, or undecided.

import { GAIN, NEARLY, SIMILAR, TWICE } from '../rubric.ts';
import { loadWasOff, offerWasTheLimit, testerWasTheLimit } from '../trials.ts';

/** A study of another computer is no bound for this one: whoever measures otherwise has done nothing wrong. */
const study = {
  needs: 'traps',
  informsOnly: {
    where: 'native',
    because: 'the study states it of its own computers; what is found on this one counts',
  },
} as const;

export const [native, paravirtual, emulated] = ['native', 'virtio-net on tap', 'e1000 on tap'] as const;
const [IN, OUT, HALF_LOADED] = ['nuttcp DUT IN', 'nuttcp DUT OUT', 'ping at 50 % load'] as const;

export const OF_A_FULL_LINK = [
  {
    ...study,
    statement: `a paravirtual card carries nearly what native does, at least ${NEARLY} x (figure 2)`,
    metric: 'throughput',
    of: paravirtual,
    against: native,
    atLeast: NEARLY,
    voidIf: offerWasTheLimit,
  },
  {
    ...study,
    statement: `sending, a paravirtual card carries at least ${GAIN.send} x what an emulated one does (Motika and Weiss, whom it cites)`,
    metric: 'throughput',
    of: paravirtual,
    against: emulated,
    atLeast: GAIN.send,
    workload: OUT,
  },
  {
    ...study,
    statement: `receiving, it carries at least ${GAIN.receive} x what an emulated one does (Motika and Weiss)`,
    metric: 'throughput',
    of: paravirtual,
    against: emulated,
    atLeast: GAIN.receive,
    workload: IN,
    voidIf: offerWasTheLimit,
  },
  {
    ...study,
    statement: `an emulated card receives nearly what native does in the largest frames, at least ${NEARLY} x (figure 2a)`,
    metric: 'throughput',
    of: emulated,
    against: native,
    atLeast: NEARLY,
    voidIf: offerWasTheLimit,
    workload: IN,
    at: { frame: 1518 },
  },
  {
    ...study,
    statement:
      'native sends at least 5 x what an emulated card does in the largest frames (figure 2b: 189.94 of 957 Mbit/s)',
    metric: 'throughput',
    of: native,
    against: emulated,
    atLeast: 5,
    workload: OUT,
    at: { frame: 1518 },
  },
  {
    ...study,
    statement: 'receiving, a paravirtual card loses at most 2.5 percentage points more than native (figure 4a)',
    metric: 'loss',
    of: paravirtual,
    against: native,
    atMost: 2.5,
    workload: IN,
    voidIf: offerWasTheLimit,
  },
  {
    ...study,
    statement: 'sending, an emulated card loses no more than native, since it sends so little (figure 4b)',
    metric: 'loss',
    of: emulated,
    against: native,
    atMost: 0,
    workload: OUT,
  },
  {
    ...study,
    statement: `sending, native and a paravirtual card take similar CPU, at most ${SIMILAR} percentage points more (figure 3b)`,
    metric: 'sender cpu',
    of: paravirtual,
    against: native,
    atMost: SIMILAR,
    workload: OUT,
  },
] as const;

/** The same two of the rate at which hardly a frame is lost, which the study did not search for. */
export const OF_A_SEARCH = [
  {
    ...study,
    statement: `with at most 0.5 % loss a paravirtual card carries at least ${NEARLY} x the frames of native`,
    metric: 'PDR',
    of: paravirtual,
    against: native,
    atLeast: NEARLY,
    voidIf: testerWasTheLimit,
  },
  {
    ...study,
    statement: `receiving with at most 0.5 % loss, a paravirtual card carries at least ${GAIN.receive} x the frames of an emulated one`,
    metric: 'PDR',
    of: paravirtual,
    against: emulated,
    atLeast: GAIN.receive,
    workload: IN,
    voidIf: testerWasTheLimit,
  },
] as const;

export const OF_ROUND_TRIPS = [
  {
    ...study,
    statement: `a round trip through an emulated card takes at most ${TWICE} x the native one (figure 5)`,
    metric: 'mean latency',
    of: emulated,
    against: native,
    atMost: TWICE,
  },
] as const;

/** The study took idle links alone. */
export const OF_LOADED_ROUND_TRIPS = [
  {
    ...study,
    statement: `at half of what each carries, too, a round trip through an emulated card takes at most ${TWICE} x the native one`,
    metric: 'mean latency',
    of: emulated,
    against: native,
    atMost: TWICE,
    workload: HALF_LOADED,
    voidIf: loadWasOff,
  },
] as const;
