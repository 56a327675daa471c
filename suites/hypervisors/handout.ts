import { studio } from '../../fixtures/lab.ts';
import { rubric } from './rubric.ts';
import { student } from './student.ts';

/**
 * A. Chierici, R. Veraldi, D. Salomoni, "Measuring performances of linux hypervisors" (INFN-CNAF, 2009): what KVM takes of
 * a CPU, of one guest and of many. So far its CPU tests on KVM; Xen, networks and disks are to come.
 */
export const hypervisors = studio({
  name: 'hypervisors',
  rubric,
  own: student,
  title: 'Hypervisors compared: what a CPU loses, in one guest and in many',
  names: 'List the names of the people who worked together on this study.',
  explanations: {
    2: 'The paper calls what rdtsc counts “CPU cycles”. What does the counter count natively here, and what in a guest?',
    3: 'How evenly did the guests share the CPUs, who decides that, and what would a spread of ticks hide or show?',
    4: 'Did the law of the small fleets tell what the larger one does? What of the computer does the law not know?',
  },
});
