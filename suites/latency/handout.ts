import { studio } from '../../fixtures/lab.ts';
import { rubric } from './rubric.ts';
import { student } from './student.ts';

/**
 * M. Welch, "Performance Optimization for Latency-Sensitive Workloads in Virtual Systems", Arizona State University, 2015: a
 * draft of a thesis without results, and what it set out to measure.
 */
export const latency = studio({
  name: 'latency',
  rubric,
  own: student,
  title: 'Tuned against untuned: VMs that must not be late',
  names: 'List the names of the people who worked together on this.',
  explanations: {
    2: 'Whom does a guest’s thread wait for after its timer has ended, untuned and tuned?',
    3: 'What is walked through for an access that no TLB holds, and what do huge pages and locked memory change of it?',
    4: 'Which treatment moved which reading in your run, which moved nothing, and which would you take for a latency-sensitive VM?',
    5: 'Who answers when a guest’s driver writes to a register of its card, emulated and given to it, and what keeps such a card from memory that is not the guest’s?',
    6: 'Which thread took the CPU time of reads in your run, with an I/O thread and without, and when is that of use?',
  },
});
