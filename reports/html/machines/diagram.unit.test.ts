import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRecord } from '../../record/journal/run-folder.ts';
import { diagram } from './diagram.ts';

const [machine] = readRecord(join(import.meta.dirname, '../../testing/sample-run')).machines;
if (machine === undefined) throw new Error('the sample has a machine');

test('long names go on in a second line, or are drawn narrower, and are whole', () => {
  const name = `studio-15/virtio-net-with-${'a-long-'.repeat(5)}name`;
  const file = `debian-13-generic-amd64-daily-20261130-2100.qcow2`;
  const argv = machine.argv.map((word) => word.replace(/file=[^,]*/, `file=/images/${file}`));
  const { text } = diagram({ ...machine, name, argv }, 'lab-7');
  const seen = text.replaceAll(/<\/tspan><tspan[^>]*>/g, '').replaceAll(/ textLength="\d+"[^>]*/g, '');
  expect(text).not.toContain('…');
  expect(seen).toContain(`>${name}: ${machine.vcpus} vCPUs, ${machine.memoryMiB} MiB</text>`);
  expect(seen).toContain(file);
  expect(text).toContain('<tspan');
  expect(text).toContain('lengthAdjust="spacingAndGlyphs"');
});

test('a stranger’s endless name has its end', () => {
  const { text } = diagram({ ...machine, name: 'x'.repeat(10_000) }, 'lab-7');
  expect(text.match(/class="title guest"[^>]*>([^<]*)</)?.[1]?.length).toBeLessThan(200);
});
