import { expect, test } from 'vitest';
import type { RunRecord } from '../record/schema/record.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import { proofsGrid } from './proofs.ts';

type Unit = RunRecord['units'][number];

const proof = (found: string, agrees = true): Unit['proofs'][number] => ({
  ...{ of: 'as allotted', agrees, witnesses: [{ witness: 'CPUs seen', expected: '1', found, agrees }] },
});
const unit = (id: string, proofs: Unit['proofs']): Unit => ({
  ...{ id, experiment: 'e', arm: 'container', at: { cpus: 1 }, block: 1, boot: 1, host: 'here' },
  ...{ targets: ['container-1'], machines: [], proofs },
});

test('what was proved of an environment is told of its first unit, with how many agree', () => {
  const units = [unit('container#1', [proof('1')]), unit('container#2', [proof('1')])];
  expect(proofsGrid({ units, machines: [] })).toEqual({
    head: ['environment', 'proof', 'witness', 'expected', 'found at first', 'agree'],
    rows: [[expect.stringMatching(/^e: container.*1/), 'as allotted', 'CPUs seen', '1', '1', '2 of 2']],
  });
  const one = [unit('container#1', [proof('20', false)]), unit('container#2', [proof('1')])];
  expect(proofsGrid({ units: one, machines: [] })?.rows[0]?.at(-1)).toEqual({ text: '1 of 2', as: 'strong' });
});

test('the devices of machines stand with these', () => {
  const { machines } = sampleRecord();
  const [machine] = machines;
  const proofs = (machine?.evidence ?? []).map(({ device, agrees, witnesses }) => ({ of: device, agrees, witnesses }));
  expect(proofs).not.toEqual([]);
  const booted = { ...unit('studio-15/virtio#1', proofs), machines: [machine?.id ?? ''] };
  expect(proofsGrid({ units: [booted], machines })).toBeUndefined();
  expect(proofsGrid({ units: [{ ...booted, proofs: [...proofs, proof('1')] }], machines })?.rows).toHaveLength(1);
});
