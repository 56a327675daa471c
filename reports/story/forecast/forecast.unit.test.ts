import { describe, expect, test } from 'vitest';
import type { JournalEvent } from '../../record/journal/journal.ts';
import { testbed } from '../../testing/sample-record.ts';
import { at, began, begun, done, earlier, files, settings, storyOf } from '../../testing/story-of.ts';
import { colourless } from '../../wording/text.ts';
import { Story } from '../story.ts';

describe('how long a thing takes', () => {
  const boot = (number: number) => ({
    ...begun,
    activity: `${number}`,
    what: `boot studio-15/virtio#${number}`,
    seconds: 3,
  });

  test('is learnt from the first one of its name, then of its kind', () => {
    const { hear } = storyOf();
    hear(boot(1), 0);
    hear(done, 7.6);
    expect(hear(boot(2), 10)).toEqual([' 0:10  boot studio-15/virtio#2, about 8 s ...']);
    const other = { ...begun, what: 'boot studio-15/e1000#1', seconds: 3 };
    expect(hear(other, 20)).toEqual([' 0:20  boot studio-15/e1000#1, about 8 s ...']);
  });

  test('is guessed to be longer where guests are emulated', () => {
    const { hear } = storyOf();
    hear({ type: 'settings', settings });
    expect(hear(boot(1), 0)).toEqual([' 0:00  boot studio-15/virtio#1, about 8 s ...']);
  });

  test('is that of the run before where that was of the same kind, and of no other one', () => {
    const told = (name: string) => {
      const before = earlier();
      before.durations.hear({ at: at(0), event: boot(1) });
      before.durations.hear({ at: at(15), event: done });
      const story = new Story({ began, files, earlier: before }, { live: false, columns: 80, paint: colourless });
      for (const event of [
        { type: 'settings', settings },
        { type: 'testbed', testbed: { ...testbed, name } },
      ] as const)
        story.hear({ at: began, event });
      return story.hear({ at: began, event: boot(1) });
    };
    expect(told(testbed.name)).toEqual([' 0:00  boot studio-15/virtio#1, about 15 s ...']);
    expect(told('another computer')).toEqual([' 0:00  boot studio-15/virtio#1, about 8 s ...']);
  });

  test('says no more what it was thought to be once it is over that', () => {
    const { story, hear } = storyOf({ live: true });
    hear({ ...begun, seconds: 1 }, 0);
    expect(story.status(at(14))).toBe(' 0:14  boot studio-15/virtio#1, 14 s');
  });
});

describe('how long the run may still take', () => {
  const visits = (...left: [arm: string, times: number][]): JournalEvent => ({
    type: 'plan',
    exercise: 'a/1',
    activities: 1,
    seconds: 0,
    visits: left.map(([arm, times]) => ({ arm, seconds: 10, times })),
  });

  test('by the run before, file by file', () => {
    const { story, hear } = storyOf({ known: true });
    hear({ type: 'settings', settings });
    expect(story.status(at(0))).not.toContain('left');
    hear({ type: 'testbed', testbed });
    expect(story.status(at(0))).toContain('about 3 min left');
    story.startFile(files[1] ?? '', at(70));
    expect(story.status(at(80))).toBe(' 1:20  2 of 3  about 2 min left');
    expect(story.status(at(500))).toContain('about 60 s left');
  });

  test('to as much more as boots may be added that decide a claim, and less as these are spent', () => {
    const { story, hear } = storyOf({ live: true });
    const declared = { id: 'a/tcp', exercise: 'a/1', arms: [], workloads: [], metrics: {}, boots: 2 };
    const factors = { host: {}, boot: {}, run: {} };
    const budget = { asked: 2, most: 8, seconds: 300 };
    hear({ type: 'experiment', experiment: { ...declared, factors, budget } }, 0);
    hear(visits(['virtio', 6]), 0);
    expect(story.status(at(0))).toBe(' 0:00  60 s to 6 min left');
    hear({ type: 'block ended', experiment: 'a/tcp', block: 1, seconds: 60 }, 60);
    const unit = { id: 'virtio#3', experiment: 'a/tcp', arm: 'virtio', at: {}, block: 2, boot: 3, host: 'here' };
    hear({ type: 'block', experiment: 'a/tcp', block: 2, host: 'here' }, 60);
    hear({ type: 'unit', unit: { ...unit, targets: [], machines: [], proofs: [] } }, 70);
    hear({ type: 'block ended', experiment: 'a/tcp', block: 2, seconds: 250 }, 310);
    hear(visits(['virtio', 1]), 310);
    expect(story.status(at(310))).toBe(' 5:10  about 5 min left');
    hear({ type: 'exercise', id: 'a/2', number: 2, title: 'Next', file: files[1] ?? '' }, 320);
    hear(visits(['virtio', 1]), 320);
    expect(story.status(at(320))).toContain('about');
  });

  test('by the visits that are left, as long as those before have been', () => {
    const { story, hear } = storyOf();
    hear(visits(['virtio', 2], ['native', 2]), 0);
    expect(story.status(at(0))).toContain('about 40 s left');
    hear(visits(['native', 2], ['virtio', 1]), 30);
    expect(story.status(at(30))).toContain('about 50 s left');
    hear(visits(['native', 1], ['virtio', 1]), 35);
    expect(story.status(at(35))).toContain('about 35 s left');
    expect(story.status(at(38))).toContain('about 30 s left');
  });

  test('in the first visit by how long its first things took', () => {
    const { story, hear } = storyOf();
    hear(visits(['virtio', 2]), 0);
    hear({ ...begun, seconds: 3 }, 0);
    hear(done, 9);
    expect(story.status(at(9))).toContain('about 50 s left');
  });

  test('at least so long where a suite comes of which nothing is known', () => {
    const other = [...files, 'suites/b/1.test.ts'];
    const story = new Story({ began, files: other }, { live: false, columns: 80, paint: colourless });
    story.startFile(files[0] ?? '', began);
    story.hear({ at: began, event: visits(['virtio', 1]) });
    expect(story.status(began)).toContain('at least 10 s left');
  });

  test('is a line that stays, once a minute without a changing line, and once with one', () => {
    const lines = (live: boolean) => {
      const { hear } = storyOf({ live });
      return [0, 30, 61].map((seconds) => hear(visits(['virtio', 9]), seconds).length);
    };
    expect(lines(false)).toEqual([1, 0, 1]);
    expect(lines(true)).toEqual([1, 0, 0]);
  });
});
