import type { ViteUserConfig } from 'vitest/config';
import type { Reporter } from 'vitest/node';
import type { LabReporter } from './lab-reporter.ts';

type Plugin = NonNullable<ViteUserConfig['plugins']>[number];

/**
 * Keeps the lab's reporters where others are asked for on the command line, which puts those of the configuration
 * aside: record and report are what a run is for. The lab then tells its story on stderr, since stdout is another
 * one's.
 */
export function keepReporters(lab: LabReporter, others: readonly Reporter[]): Plugin {
  return {
    name: 'virtio-studio:reporters',
    configureVitest({ vitest }) {
      const { reporters } = vitest.config;
      if (reporters.some((one) => one === lab)) return;
      lab.standAside();
      reporters.push(lab, ...others);
    },
  };
}
