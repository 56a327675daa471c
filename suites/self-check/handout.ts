import { studio } from '../../fixtures/lab.ts';

/** Proof that a check can fail, and does not cry wolf. Nobody has to write anything for it. */
export const selfCheck = studio({
  name: 'self-check',
  title: 'Proof that the checks work',
  names: '',
  explanations: {},
});
