import { type GuestView, parseView, VIEW_COMMAND } from '../../../fixtures/machines/proof/guest-view.ts';
import { typed } from '../../../fixtures/testbeds/processes/parent-death-guard.ts';
import { type ConsoleText, printed } from './console-text.ts';

/** What the guest told of its hardware when it was up; undefined where its console shows no such look. */
export function guestLook(console: ConsoleText): GuestView | undefined {
  const [shown] = console.outputsOf(typed(VIEW_COMMAND));
  return shown === undefined ? undefined : parseView(printed(shown));
}
