import { studio } from '../../fixtures/lab.ts';
import { rubric } from './rubric.ts';
import { student } from './student.ts';

/** CSE 522S Studio 15: what it asks people to write. What it asks them to measure stands in the exercises. */
export const studio15 = studio({
  name: 'studio-15',
  rubric,
  own: student,
  title: 'CSE 522S Studio 15: virtio and emulated devices',
  names: 'List the names of the people who worked together on this studio.',
  explanations: {
    3: 'Show the bandwidth measurements for the four workloads, and explain how and why they are similar or different.',
    4: 'If some workloads have significantly more virtualized overhead than others, give a possible explanation, from what you know of device I/O and of how it is virtualized.',
    6: 'From what you know of virtio, explain briefly why the performance differs between the two network devices.',
  },
});
