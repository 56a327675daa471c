import { expect, test } from 'vitest';
import { nativeDiagram, nativeWires } from './native-diagram.ts';

const unit = (targets: string[], veth?: { near: string; far: string }) => ({
  ...{ id: 'native#1', experiment: 'x/y', arm: 'native', at: {}, block: 1, boot: 1, host: 'lab-7', targets },
  ...{ machines: [], proofs: [], ...(veth && { veth }) },
});
const veth = { near: '192.0.2.1', far: '192.0.2.2' };

test('each wire is told once, of what runs natively alone', () => {
  const units = [unit(['native'], veth), unit(['native'], veth), unit(['native']), unit(['virtio'])];
  expect(nativeWires({ units })).toEqual([{ name: 'native', ...veth }]);
});

test('both ends and the wire between them are drawn, and told to who does not see them', () => {
  const { text } = nativeDiagram({ name: 'native', ...veth }, 'lab-7');
  expect(text).toContain('>native: no machine, on the testbed itself</text>');
  for (const drawn of ['>the tool, 192.0.2.1<', '>veth pair<', '>its peer, 192.0.2.2<']) expect(text).toContain(drawn);
  expect(text).toContain('native, on lab-7 itself: a veth pair from 192.0.2.1, where the tool runs, to 192.0.2.2');
  expect(nativeDiagram({ name: 'x'.repeat(10_000), ...veth }, 'lab-7').text).toMatch(
    /class="title testbed"[^>]*textLength/,
  );
});
