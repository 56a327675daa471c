import type { JournalEvent } from '../record/journal/journal.ts';
import { Durations } from '../story/forecast/durations.ts';
import { settingsText } from '../story/forecast/last-durations.ts';
import { Story } from '../story/story.ts';
import { colourless } from '../wording/text.ts';
import { testbed } from './sample-record.ts';

export const began = new Date('2026-02-03T04:05:06Z');
export const at = (seconds: number) => new Date(began.getTime() + seconds * 1000);
export const files = ['suites/a/1.test.ts', 'suites/a/2.test.ts', 'suites/a/3.test.ts'];
export const settings = { LAB_PACE: 'quick', LAB_ACCEL: 'tcg' };

/** A run like it, in which each file took a minute. */
export const earlier = () => ({
  settings: settingsText(settings),
  testbed: `local ${testbed.name}`,
  files: new Map(files.map((file) => [file, 60])),
  durations: new Durations(),
});

export function storyOf({ live = false, known = false, columns = 80, paint = colourless } = {}) {
  const story = new Story({ began, files, earlier: known ? earlier() : undefined }, { live, columns, paint });
  return { story, hear: (event: JournalEvent, seconds = 0) => story.hear({ at: at(seconds), event }) };
}

export const begun = { type: 'begun', activity: '1', what: 'boot studio-15/virtio#1', seconds: 2.5 } as const;
export const done = { type: 'done', activity: '1', result: 'shell after 2.4 s' } as const;
