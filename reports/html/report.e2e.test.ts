import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unpacked } from '../grading/bundle/archive.ts';
import { Forger, NESTED } from '../grading/testing/forger.ts';
import { BrowserTrial, launch, openAll, sampleRun } from '../testing/browser-trial.ts';
import { testEveryLook } from '../testing/every-look.ts';
import { hostileEvents } from '../testing/sample-hostile.ts';
import { sampleRecord } from '../testing/sample-record.ts';

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

describe('what a stranger asks first', () => {
  test.for([
    ['light', 1280],
    ['dark', 1280],
    ['light', 400],
  ] as const)('is answered within the first 900 pixels, in %s at %i', async ([colorScheme, width]) => {
    await using trial = await BrowserTrial.open(browser, sampleRun(), {
      colorScheme,
      viewport: { width, height: 900 },
    });
    const answers = {
      'did it pass?': 'INCONCLUSIVE',
      'what is done, what is missing?': '2 of 2 exercises measured; 1 answer missing.',
      'what was found?': '12 x the throughput of e1000 on tap, iperf receiving (1.88 to 78 x): PASS',
      'why?': 'makes 7.8 x the VM exits of virtio-net on tap+vhost',
      'what next?': 'npm run lab -- answers',
    };
    for (const [question, answer] of Object.entries(answers)) {
      const box = await trial.page.getByText(answer).first().boundingBox();
      expect((box?.y ?? 9999) + (box?.height ?? 0), question).toBeLessThan(900);
    }
  });

  test.for([1280, 400])('is answered too where all claims are shown only, at %i', async (width) => {
    const record = sampleRun();
    for (const claim of record.claims) claim.informsOnly = 'the study states it';
    await using trial = await BrowserTrial.open(browser, record, { viewport: { width, height: 900 } });
    for (const answer of [
      '19 x the throughput of e1000 on tap',
      '1 claim is inconclusive:',
      'npm run lab -- answers',
    ]) {
      const box = await trial.page.getByText(answer).first().boundingBox();
      expect((box?.y ?? 9999) + (box?.height ?? 0), answer).toBeLessThan(900);
    }
    const word = trial.page.locator('.claims td .ruled').first();
    const beside = await trial.page.locator('.claims td small').first().boundingBox();
    const box = await word.boundingBox();
    expect(beside?.x === box?.x || (beside?.x ?? 0) - (box?.x ?? 0) - (box?.width ?? 0) > 3).toBe(true);
  });

  test('the label of a command in a replay wraps, and makes the page no wider', async () => {
    await using trial = await BrowserTrial.open(browser, sampleRun(), { viewport: { width: 400, height: 900 } });
    const { page } = trial;
    await page.locator('details.console > summary').first().click();
    const marker = page.locator('.ap-marker-container').first();
    await marker.waitFor({ state: 'attached' });
    await marker.locator('.ap-tooltip').evaluate((label: { textContent: string }, text) => {
      label.textContent = text;
    }, 'fio --name=lab '.repeat(20));
    await marker.hover({ force: true });
    const label = await marker.locator('.ap-tooltip').boundingBox();
    expect(label?.width).toBeLessThan(300);
    expect(label?.height).toBeGreaterThan(60);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
  });

  test('the testbed is one line; what QEMU said stands behind a fold', async () => {
    await using trial = await BrowserTrial.open(browser, sampleRun());
    const testbed = trial.page.locator('details.testbed');
    expect((await testbed.boundingBox())?.height).toBeLessThan(40);
    await testbed.locator('summary').click();
    expect(await testbed.locator('p').first().isVisible()).toBe(true);
  });
});

test('a filter shows what is to be answered alone, with the keyboard and without a script', async () => {
  await using trial = await BrowserTrial.open(browser, sampleRun(), { javaScriptEnabled: false });
  const { page } = trial;
  const shown = () => page.locator('section.exercise').filter({ visible: true }).count();
  const all = await shown();
  const labels = await page.locator('.filter label').allTextContents();
  expect(labels.map((text) => text.trim())).toEqual(['all exercises', 'inconclusive (1)', 'to be answered (1)']);
  await page.locator('.filter input').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await shown()).toBeLessThan(all);
  expect(await page.locator('section.exercise').filter({ visible: true }).locator('.to-be-answered').count()).toBe(1);
});

test('claims stand in one table, once, their details folded', async () => {
  const record = sampleRun();
  await using trial = await BrowserTrial.open(browser, record);
  const { page } = trial;
  expect(await page.locator('.claims tbody tr').count()).toBe(record.claims.length);
  expect(await page.locator('.rests dl').first().isVisible()).toBe(false);
  await page.locator('.lane .outcome-link').first().click();
  expect(await page.evaluate('document.querySelector(":target").tagName')).toBe('TR');
});

test('vhost is drawn in the testbed’s kernel, and no label is cut off', async () => {
  await using trial = await BrowserTrial.open(browser, sampleRun());
  const { page } = trial;
  const places = (await page.evaluate(`(() => {
    const svg = [...document.querySelectorAll('.diagram svg')].find((one) => one.textContent.includes('vhost-net'));
    const box = [...svg.querySelectorAll('.name')].find((one) => one.textContent.includes('vhost-net')).getBoundingClientRect();
    const floor = svg.querySelector('.layer.testbed').getBoundingClientRect();
    return [box.top > floor.top, box.bottom < floor.bottom, svg.querySelectorAll('.wire.data').length];
  })()`)) as unknown[];
  expect(places).toEqual([true, true, 1]);
  const texts = await page.locator('.diagram text').allTextContents();
  expect(texts.filter((text) => text.includes('…'))).toEqual([]);
  expect(await page.locator('#machines .machine').count()).toBe(3);
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
    for (const part of ['.command pre', '.evidence table', '.band', '.claims table', 'td.price', '.plot .legend'])
      expect(await page.locator(part).first().isVisible(), part).toBe(true);
    // Paper does not scroll: as wide as A4 between its margins, no table may be cut.
    await page.setViewportSize({ width: 720, height: 1000 });
    const cut = `[...document.querySelectorAll('.scroll')].filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.ariaLabel)`;
    expect(await page.evaluate(cut)).toEqual([]);
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeWithin(3, 7);
  });

  test('a whole studio is some six sheets of A4, with its plots as on a wide screen', async () => {
    const { record } = new Forger(await unpacked(readFileSync(NESTED), NESTED));
    await using trial = await BrowserTrial.open(browser, record);
    const { page } = trial;
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeWithin(4, 7);
    await page.emulateMedia({ media: 'print' });
    // 190 mm.
    await page.setViewportSize({ width: 718, height: 1047 });
    const lane = page.locator('.question .lane').first();
    expect(await lane.evaluate((one) => one.ownerDocument.defaultView?.getComputedStyle(one).display)).toBe(
      'table-row',
    );
    const cut = `[...document.querySelectorAll('.scroll, .question')].filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.ariaLabel)`;
    expect(await page.evaluate(cut)).toEqual([]);
  });

  test('without JavaScript all but the replay is there', async () => {
    await using trial = await BrowserTrial.open(browser, sampleRun(), { javaScriptEnabled: false });
    await trial.page.locator('details.console > summary').first().click();
    expect(await trial.page.getByText('A replay needs JavaScript.').first().isVisible()).toBe(true);
    expect(await trial.page.locator('.question .lane').count()).toBe(4);
  });
});

test('what others wrote stays text', async () => {
  const events = hostileEvents().map((event) =>
    event.type === 'exercise' ? { ...event, title: `${event.title} ${'T'.repeat(300)}` } : event,
  );
  await using trial = await BrowserTrial.open(browser, sampleRecord(...events), NARROW);
  const { page } = trial;
  await openAll(page);
  expect(await page.locator('script').count()).toBe(2);
  expect(await page.locator('main').textContent()).toContain('<script>alert(1)</script> <!--');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
  expect(trial.complaints).toEqual([]);
  expect(trial.requests).toEqual([]);
});
