import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Assets } from './document.ts';

const require = createRequire(import.meta.url);

/** In their order: what is narrow or on paper changes what stands before. */
const STYLES = [
  'page.css',
  'text.css',
  'band.css',
  'plots.css',
  'charts.css',
  'question.css',
  'upgrade.css',
  'trends.css',
  'points.css',
  'machines.css',
  'class.css',
  'narrow.css',
  'print.css',
];

export function readAssets(): Assets {
  const own = (name: string) => readFileSync(join(import.meta.dirname, 'browser', name), 'utf8');
  return {
    style: STYLES.map(own).join(''),
    script: own('report.js'),
    player: {
      style: readFileSync(require.resolve('asciinema-player/dist/bundle/asciinema-player.css'), 'utf8'),
      script: readFileSync(require.resolve('asciinema-player/dist/bundle/asciinema-player.min.js'), 'utf8'),
    },
  };
}
