import { studio } from '../../fixtures/lab.ts';

/** What a guest's kernel costs, in instructions: the same on a busy computer as on an idle one. */
export const instructions = studio({
  name: 'instructions',
  title: 'Instructions instead of seconds',
  names: 'Your names.',
  explanations: { 1: 'Why does a read of an emulated disk cost the guest more than one through virtio-blk?' },
});
