import { join } from 'node:path';
import { experimental_getRunnerTask, JUnitReporter, type Reporter, type TestModule, type Vitest } from 'vitest/node';

/**
 * Vitest's JUnit, in the folder of each run, with every metric that a test tells in its meta as two properties:
 * `metric.iperf-sending.virtio-net` is a number, `unit.iperf-sending.virtio-net` its unit.
 */
export class MetricsJUnit implements Reporter {
  readonly #folder: () => string;
  #vitest: Vitest | undefined;

  /** @param folder of the run that has ended */
  constructor(folder: () => string) {
    this.#folder = folder;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    if (this.#vitest === undefined || modules.length === 0) return;
    const junit = new JUnitReporter({ outputFile: join(this.#folder(), 'junit.xml') });
    const undo = modules.flatMap((module) => [...module.children.allTests()]).map(withMetrics);
    try {
      await junit.onInit(quiet(this.#vitest));
      await junit.onTestRunEnd([...modules]);
    } catch (error) {
      // A disk that refuses costs junit.xml alone: the lab's reporter tells of it, and decides the exit code.
      if (!(error instanceof Error && 'syscall' in error)) throw error;
    } finally {
      for (const restore of undo) restore();
    }
  }
}

/** Annotations are what JUnit shows as properties. Other reporters have been told them, and see none of these. */
function withMetrics(test: Parameters<typeof experimental_getRunnerTask>[0]): () => void {
  const task = experimental_getRunnerTask(test);
  if (task.type !== 'test') return () => {};
  const { annotations } = task;
  const { metrics = {} } = task.meta;
  task.annotations = [
    ...annotations,
    ...Object.entries(metrics).flatMap(([name, { value, unit }]) => [
      { type: `metric.${name}`, message: String(value) },
      { type: `unit.${name}`, message: unit },
    ]),
  ];
  return () => {
    task.annotations = annotations;
  };
}

/** The lab tells where a run's files are; one of them in a line of its own, as wide as its path, is noise. */
const quiet = (vitest: Vitest): Vitest =>
  Object.create(vitest, { logger: { value: Object.create(vitest.logger, { log: { value: () => {} } }) } });
