import { studio } from '../../fixtures/lab.ts';

/** For trying: what a disk device costs, by block size and queue depth. */
export const storage = studio({
  name: 'storage',
  title: 'Storage: block size, queue depth and device',
  names: 'Your names.',
  explanations: { 1: 'Which of the two devices gains more from requests in flight, and why?' },
});
