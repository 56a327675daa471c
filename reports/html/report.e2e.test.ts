import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileEvents, sampleRecord } from '../sample-record.ts';
import { BrowserTrial, launch, sampleRun } from './browser-trial.ts';

const require = createRequire(import.meta.url);
const AXE = require.resolve('axe-core/axe.min.js');
const NARROW = { viewport: { width: 400, height: 800 } };

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const openAll = (page: Page) =>
  page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');

describe('opened from disk', () => {
  test('it renders whole, complains of nothing and asks for nothing besides itself', async () => {
    await using trial = await BrowserTrial.open(browser, sampleRun());
    const { page } = trial;
    await openAll(page);
    await page.locator('.ap-player').last().waitFor();
    expect(await page.title()).toBe('studio-15: report');
    expect(await page.locator('section.exercise').count()).toBe(3);
    expect(await page.locator('.diagram svg').count()).toBe(3);
    expect(trial.complaints).toEqual([]);
    expect(trial.requests).toEqual([]);
  });

  test.for([1280, 400])('nothing is wider than a window of %i pixels', async (width) => {
    await using trial = await BrowserTrial.open(browser, sampleRun(), { viewport: { width, height: 800 } });
    await openAll(trial.page);
    expect(await trial.page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });

  test('the command line can be copied', async () => {
    await using trial = await BrowserTrial.open(browser, sampleRun(), {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const { page } = trial;
    await page.locator('details.command > summary').first().click();
    await page.locator('button[data-copy]').first().click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const command = await page.locator('.copyable pre').first().textContent();
    expect(command).toContain('qemu-system-x86_64 \\\n  -name virtio');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(command);
  });
});

describe('what is drawn is what was measured', () => {
  /** Where values lie, in pixels: read off the ticks as they stand on the screen, as a reader does. */
  const READ = `(marks) => {
    const middle = (one) => { const { left, width } = one.getBoundingClientRect(); return left + width / 2; };
    const plot = marks.closest('figure');
    const ticks = [...plot.querySelectorAll('[data-tick]')].map((one) => [Number(one.dataset.tick), middle(one)]);
    const logarithmic = plot.querySelector('.axis-name').textContent.includes('logarithmic');
    const scale = logarithmic ? Math.log : (value) => value;
    const [[low, from], [high, to]] = [ticks[0], ticks.at(-1)];
    const value = (pixels) => {
      const place = scale(low) + ((pixels - from) / (to - from)) * (scale(high) - scale(low));
      return logarithmic ? Math.exp(place) : place;
    };
    const all = (selector) => [...marks.querySelectorAll(selector)].map((one) => value(middle(one)));
    const ends = [...marks.querySelectorAll('.interval')].map((one) => one.getBoundingClientRect());
    return { samples: all('.sample'), median: all('.median'), ratio: all('[data-ratio]'), bound: all('[data-bound]'),
      interval: ends.map(({ left, right }) => [value(left), value(right)]) };
  }`;
  interface Drawn {
    samples: number[];
    median: number[];
    ratio: number[];
    bound: number[];
    interval: [number, number][];
  }
  const near = (value: number) => expect.closeTo(value, Math.max(0, 1 - Math.floor(Math.log10(value))));
  const drawn = (page: Page, selector: string): Promise<Drawn[]> =>
    page.evaluate(`[...document.querySelectorAll('${selector} svg.marks')].map(${READ})`);

  test('samples and medians', async () => {
    const record = sampleRun();
    await using trial = await BrowserTrial.open(browser, record);
    const plots = await drawn(trial.page, '.plot.samples');
    const findings = record.exercises.at(-1)?.findings ?? [];
    const series = findings.flatMap((one) =>
      one.kind === 'series' ? record.series.filter(({ id }) => id === one.series) : [],
    );
    expect(plots).toHaveLength(2);
    expect(plots.map(({ samples }) => samples)).toEqual(
      series.map(({ samples }) => samples.map(({ value }) => near(value))),
    );
    expect(plots.map(({ median }) => median)).toEqual(series.map(({ summary }) => [near(summary?.median ?? 0)]));
  });

  test('ratios with their intervals, against their bounds', async () => {
    const record = sampleRun();
    await using trial = await BrowserTrial.open(browser, record);
    const plots = await drawn(trial.page, '.verdict .ratios');
    expect(plots.map(({ ratio }) => ratio)).toEqual(record.claims.map(({ comparison }) => [near(comparison.ratio)]));
    expect(plots.map(({ bound }) => bound)).toEqual(record.claims.map(({ bound }) => [near(bound)]));
    // The other one goes beyond its axis, with an arrow that says so.
    const [low = 0, high = 0] = record.claims[1]?.comparison.interval ?? [];
    expect(plots[1]?.interval).toEqual([[near(low), near(high)]]);
    expect(await trial.page.locator('.verdict .ratios .arrow').count()).toBe(1);
  });

  test('VM exits beside throughput', async () => {
    const record = sampleRun();
    await using trial = await BrowserTrial.open(browser, record);
    const bars: [string, number, number][] = await trial.page.evaluate(
      `[...document.querySelector('.beside').querySelectorAll('rect')].map((one) =>
        [one.getAttribute('class'), Number(one.dataset.value), one.getBoundingClientRect().width])`,
    );
    const [carried, exits, less, more] = bars;
    const medians = ['virtio-net', 'e1000'].map(
      (card) => record.series.find(({ id }) => id.includes(`/${card} on tap/iperf-sending`))?.summary?.median,
    );
    expect([carried, exits, less, more].map((bar) => bar?.[0])).toEqual(['carried', 'exits', 'carried', 'exits']);
    expect([carried?.[1], less?.[1]]).toEqual(medians);
    expect((less?.[2] ?? 0) / (carried?.[2] ?? 0)).toBeCloseTo((medians[1] ?? 0) / (medians[0] ?? 0), 2);
    expect((exits?.[2] ?? 0) / (more?.[2] ?? 0)).toBeCloseTo((exits?.[1] ?? 0) / (more?.[1] ?? 0), 2);
  });

  test('ten thousand samples are there at once', async () => {
    const record = sampleRun();
    const [series] = record.series;
    const [sample] = series?.samples ?? [];
    if (series === undefined || sample === undefined) throw new Error('The sample run has no samples.');
    series.samples = Array.from({ length: 10_000 }, (_, index) => ({ ...sample, value: 800 + (index % 977) / 10 }));
    await using trial = await BrowserTrial.open(browser, record);
    const { page } = trial;
    const { loadEventEnd, domInteractive } = (await page.evaluate(
      'performance.getEntriesByType("navigation")[0].toJSON()',
    )) as {
      loadEventEnd: number;
      domInteractive: number;
    };
    expect(loadEventEnd).toBeGreaterThan(0);
    expect(domInteractive).toBeLessThan(2000);
    expect(await page.evaluate('document.querySelectorAll("*").length')).toBeLessThan(8000);
    expect(trial.complaints).toEqual([]);
  });
});

test('a console replays what stood on it, by the keyboard alone, and can be read', async () => {
  await using trial = await BrowserTrial.open(browser, sampleRun());
  const { page } = trial;
  expect(await page.evaluate('typeof AsciinemaPlayer')).toBe('undefined');
  const console_ = page.locator('details.console').first();
  await console_.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  const player = console_.locator('.ap-player');
  await player.waitFor();
  await player
    .locator('.ap-wrapper, :scope')
    .first()
    .focus()
    .catch(() => {});
  await console_.locator('.ap-wrapper').focus();
  await page.keyboard.press('Space');
  await expect.poll(() => console_.locator('.ap-term').textContent(), { timeout: 60_000 }).toContain('virtio_blk');
  await expect.poll(() => console_.locator('.ap-time-elapsed').textContent()).not.toBe('00:00');
  await console_.locator('details.transcript > summary').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => console_.locator('pre[aria-label]').textContent()).toContain('ubuntu login: ubuntu');
  expect(trial.complaints).toEqual([]);
  expect(trial.requests).toEqual([]);
});

describe('for everybody', () => {
  test.for([
    ['light', 1280],
    ['dark', 1280],
    ['light', 400],
  ] as const)('axe finds no fault in %s, %i pixels wide', async ([colorScheme, width]) => {
    await using trial = await BrowserTrial.open(browser, sampleRun(), {
      colorScheme,
      viewport: { width, height: 800 },
      bypassCSP: true,
    });
    const { page } = trial;
    await openAll(page);
    await page.locator('.ap-player').last().waitFor();
    await page.addScriptTag({ path: AXE });
    const faults = await page.evaluate(
      `axe.run(document).then(({ violations }) => violations.map(({ id, impact, nodes }) => [id, impact, nodes.slice(0, 3).map((node) => node.html)]))`,
    );
    expect(faults).toEqual([]);
  });

  test('the first stop leads past the contents, and every stop is seen', async () => {
    await using trial = await BrowserTrial.open(browser, sampleRun());
    const { page } = trial;
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true);
  });

  test('dark is dark, light is light', async () => {
    const colours = async (colorScheme: 'light' | 'dark') => {
      await using trial = await BrowserTrial.open(browser, sampleRun(), { colorScheme });
      const style = (await trial.page.evaluate(
        '(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.body))',
      )) as string[];
      return style.map((colour) => Number(/\d+/.exec(colour)?.[0]));
    };
    const [[ink = 0, paper = 0], [light = 0, dark = 0]] = [await colours('light'), await colours('dark')] as [
      number[],
      number[],
    ];
    expect(paper - ink).toBeGreaterThan(180);
    expect(light - dark).toBeGreaterThan(180);
  });

  test('on paper stand the command lines and the evidence, and nothing that is there to be pressed', async () => {
    await using trial = await BrowserTrial.open(browser, sampleRun());
    const { page } = trial;
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav, button, .console').filter({ visible: true }).count()).toBe(0);
    for (const part of ['.command pre', '.evidence table', '.verdict', '.plot .legend'])
      expect(await page.locator(part).first().isVisible(), part).toBe(true);
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000);
  });

  test('without JavaScript all but the replay is there', async () => {
    await using trial = await BrowserTrial.open(browser, sampleRun(), { javaScriptEnabled: false });
    await trial.page.locator('details.console > summary').first().click();
    expect(await trial.page.getByText('A replay needs JavaScript.').first().isVisible()).toBe(true);
    expect(await trial.page.locator('figure.plot').count()).toBeGreaterThan(4);
  });
});

test('what others wrote stays text', async () => {
  await using trial = await BrowserTrial.open(browser, sampleRecord(...hostileEvents()), NARROW);
  const { page } = trial;
  await openAll(page);
  expect(await page.locator('script').count()).toBe(2);
  expect(await page.locator('main').textContent()).toContain('<script>alert(1)</script> <!--');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
  expect(trial.complaints).toEqual([]);
  expect(trial.requests).toEqual([]);
});
