import { studio } from '../../fixtures/lab.ts';
import { rubric } from './rubric.ts';
import { student } from './student.ts';

/**
 * COEN 241, homework 1: "System vs OS Virtualization", as one report of 2021 has it. What it wanted to compare, in an
 * environment that is shown to be as it was declared.
 */
export const vmVsContainer = studio({
  name: 'vm-vs-container',
  rubric,
  own: student,
  title: 'VM against container: sysbench in environments that are as they were declared',
  names: 'List the names of the people who worked together on this homework.',
  explanations: {
    2: 'What does each environment cost a program that computes alone, and why?',
    3: 'The homework’s lines of 1, 2 and 4 CPUs lie on each other. Which two reasons for that does your run show?',
    4: 'In the homework files of 4 GB were read faster than a disk can. What answered, and what shows it here?',
  },
});
