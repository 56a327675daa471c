import { readSettings } from '../../../fixtures/settings.ts';
import type { RunRecord } from '../../record/schema/record.ts';
import { unreadable } from '../bundle/files.ts';
import { filesOf } from '../regrade/graded.ts';
import { readSubmission } from '../regrade/submission.ts';
import { takeAnswers } from './take-answers.ts';

/**
 * Has a run by somebody else stand for the one in `bundle`: with the answers of those who made that, which are laid
 * into the project in `root`, and with the values of the same student, whom LAB_STUDENT in `environment` names from
 * then on; of nobody's own where the bundle is.
 * @returns what to tell of it
 * @throws LabError (input) when the bundle cannot be read, or names a student as no setting may.
 */
export async function adoptRunOf(root: string, bundle: string, environment = process.env): Promise<string[]> {
  const { record } = readSubmission(await filesOf(bundle), bundle);
  const student = studentOf(record, bundle);
  if (student === undefined) delete environment['LAB_STUDENT'];
  else environment['LAB_STUDENT'] = student;
  return [`Student  ${student ?? 'none, as in the bundle'}`, ...takeAnswers(root, record)];
}

/** What stands in a record may be anything: it is held against the setting's own rule. */
function studentOf({ settings: { LAB_STUDENT: told } }: RunRecord, bundle: string): string | undefined {
  if (told === undefined) return undefined;
  try {
    return readSettings({ LAB_STUDENT: told }).student;
  } catch (cause) {
    throw unreadable(bundle, 'the lab does not take its LAB_STUDENT', cause);
  }
}
