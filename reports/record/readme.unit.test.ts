import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { sampleRecord } from '../testing/sample-record.ts';
import { recordJsonSchema, recordText } from './journal/read.ts';

const folder = mkdtempSync(join(tmpdir(), 'record-'));
afterAll(() => rmSync(folder, { recursive: true }));
const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
const record = sampleRecord();
const [first] = record.runs;
if (first === undefined) throw new Error('the sample has runs');
const levels = ['4k', '64k'].map((size, index) => ({
  ...first,
  key: { ...first.key, arm: 'virtio-blk', at: { 'block size': size }, repeat: 90 + index },
  readings: { bandwidth: 100 + index },
}));
writeFileSync(join(folder, 'record.json'), recordText({ ...record, runs: levels }));

test('record.schema.json is the one of this version (else: node reports/record/write-schema.ts)', () => {
  const kept = readFileSync(join(import.meta.dirname, 'record.schema.json'), 'utf8');
  expect(JSON.parse(kept)).toEqual(JSON.parse(recordJsonSchema()));
});

test('a record fits its JSON Schema, and one that lacks its runs does not', () => {
  const schema = z.fromJSONSchema(JSON.parse(recordJsonSchema()));
  const stored: unknown = JSON.parse(recordText(record));
  expect(schema.safeParse(stored)).toMatchObject({ success: true });
  const { runs: _, ...without } = z.record(z.string(), z.unknown()).parse(stored);
  expect(schema.safeParse(without)).toMatchObject({ success: false });
});

test.for([
  ['jq', 'sh', (code: string) => ['sh', '-c', code]],
  ['python3', 'python', (code: string) => ['python3', '-c', code]],
] as const)('what README shows for %s gives bandwidths by block size', ([tool, language, argv], context) => {
  if (spawnSync(tool, ['--version']).error !== undefined) context.skip(`there is no ${tool} here`);
  const code = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';
  const [program = '', ...rest] = argv(code);
  const { stdout, stderr } = spawnSync(program, rest, { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toBe('4k\tstudio-15/virtio#1\t100\n64k\tstudio-15/virtio#1\t101\n');
});
