// For tests: what a run tells of its own course, each with the sentence that a grader reads of it.
import type { Worded } from './forged-words.ts';
import type { Forger } from './forger.ts';

const E1000 = 'studio-15/e1000#1';
const CONSOLE = 'consoles/studio-15/e1000-1/console';

export const BOOKKEEPING: Worded[] = [
  {
    what: 'an exercise that is told twice, otherwise',
    forge: (forger) =>
      forger.insert((event) =>
        event.type === 'exercise' && event.id === 'studio-15/2' ? [{ ...event, title: 'Mine' }, event] : event,
      ),
    says: /"title":"Mine"/,
  },
  {
    what: 'a console without a look at the devices',
    forge: (forger) => {
      for (const kind of ['txt', 'cast']) forger.replace(`${CONSOLE}.${kind}`, 'lab_devices', 'lab_nothing');
      return forger;
    },
    says: /^its console shows no look at its devices$/,
  },
  {
    what: 'evidence of a device more',
    forge: (forger) =>
      forger.change('evidence', (event) =>
        event.machine === E1000 ? { ...event, evidence: [...event.evidence, ...event.evidence.slice(0, 1)] } : event,
      ),
    says: /^3 devices$/,
  },
  {
    what: 'an exercise that was asked for and is gone',
    forge: (forger) =>
      forger.retell((event) => {
        const of = event.type === 'exercise' ? event.id : 'exercise' in event ? event.exercise : undefined;
        return of === 'studio-15/1' ? undefined : event;
      }),
    says: /^no exercise of it in the record$/,
  },
  {
    what: 'an experiment that no exercise performs',
    forge: (forger) =>
      forger.insert((event) =>
        event.type === 'experiment'
          ? [event, { ...event, experiment: { ...event.experiment, id: 'studio-15/mine' } }]
          : event,
      ),
    says: /^experiment studio-15\/mine$/,
  },
  {
    what: 'a block that no exercise performs',
    forge: (forger) =>
      forger.insert((event) => (event.type === 'block' ? [{ ...event, experiment: 'studio-15/mine' }, event] : event)),
    says: /^block 1 of studio-15\/mine$/,
  },
  {
    what: 'an id with another hour than the run',
    forge: (forger) => forger.change('run begun', (event) => ({ ...event, id: event.id.replace(/T\d\d/, 'T23') })),
    says: /^id of the run$/,
  },
  {
    what: 'a unit on a computer that the run was not on',
    forge: (forger) =>
      forger.change('unit', (event) =>
        event.unit.id === E1000 ? { ...event, unit: { ...event.unit, host: 'mine' } } : event,
      ),
    says: /^host of studio-15\/e1000#1$/,
  },
  {
    what: 'a look around of another exercise',
    forge: (forger) =>
      forger.change('quiet', (event) => ({ ...event, quiet: { ...event.quiet, exercise: 'studio-15/1' } })),
    says: /^quiet before studio-15\/devices$/,
  },
  {
    what: 'looks that are not told',
    forge: (forger) =>
      forger.retell((event) => {
        if (event.type !== 'unit') return event;
        const { looks: _, ...unit } = event.unit;
        return { ...event, unit };
      }),
    says: /^looks of studio-15\/virtio#1$/,
  },
  {
    what: 'blocks on two computers',
    forge: (forger) =>
      forger.insert((event) => (event.type === 'block' ? [event, { ...event, block: 2, host: 'mine' }] : event)),
    says: /^it was measured on 2 computers: lab-7, mine$/,
  },
  {
    what: 'an image of other people',
    forge: (forger) => withImage(forger, './disk.qcow2'),
    says: /^command line of studio-15\/e1000#1: an image of your own boots by firmware$/,
  },
  {
    what: 'another image than was asked for',
    forge: (forger) => withImage(forger, 'debian-13'),
    says: /^image of studio-15\/e1000#1$/,
  },
];

const withImage = (forger: Forger, image: string): Forger =>
  forger.change('settings', (event) => ({ ...event, settings: { ...event.settings, LAB_IMAGE: image } }));
