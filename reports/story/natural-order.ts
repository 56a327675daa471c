import { BaseSequencer, type TestSpecification } from 'vitest/node';

const natural = new Intl.Collator('en', { numeric: true });

/** Exercise 2 before exercise 10, and the same order on every computer: Vitest's own comes from a cache. */
export class NaturalOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => natural.compare(a.moduleId, b.moduleId));
  }
}
