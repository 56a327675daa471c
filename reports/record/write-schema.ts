// Writes record.schema.json anew, after the record's schema has changed: node reports/record/write-schema.ts
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordJsonSchema } from './journal/read.ts';

writeFileSync(join(import.meta.dirname, 'record.schema.json'), recordJsonSchema());
