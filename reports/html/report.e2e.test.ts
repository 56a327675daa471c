import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileEvents } from '../sample-hostile.ts';
import { sampleRecord } from '../sample-record.ts';
import { BrowserTrial, launch, openAll, sampleRun } from './browser-trial.ts';
import { testEveryLook } from './every-look.ts';

const NARROW = { viewport: { width: 400, height: 800 } };

/** A busy computer is slow, not wrong. */
const PATIENT = { timeout: 60_000 };

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

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
  await expect.poll(() => console_.locator('.ap-term').textContent(), PATIENT).toContain('virtio_blk');
  await expect.poll(() => console_.locator('.ap-time-elapsed').textContent(), PATIENT).not.toBe('00:00');
  await console_.locator('details.transcript > summary').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => console_.locator('pre[aria-label]').textContent(), PATIENT).toContain('ubuntu login: ubuntu');
  expect(trial.complaints).toEqual([]);
  expect(trial.requests).toEqual([]);
});

describe('for everybody', () => {
  testEveryLook((options) => BrowserTrial.open(browser, sampleRun(), options));

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
    // Paper does not scroll: as wide as A4 between its margins, no table may be cut.
    await page.setViewportSize({ width: 720, height: 1000 });
    const cut = `[...document.querySelectorAll('.scroll')].filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.ariaLabel)`;
    expect(await page.evaluate(cut)).toEqual([]);
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
