export type EndingSignal = 'SIGINT' | 'SIGTERM';

/** npm and npx pass on a Ctrl-C that the terminal has sent to everybody anyway: that is not a second one. */
const ECHO_MS = 500;

/**
 * Takes the two signals over from Vitest, which would end the process at once, without any clean-up.
 * `first` is called for the first signal, `again` for a later one from a person who will not wait.
 */
export function takeOverSignals(first: (signal: EndingSignal) => void, again: (signal: EndingSignal) => void): void {
  let since: number | undefined;
  const hear = (signal: EndingSignal) => {
    if (since === undefined) {
      since = performance.now();
      first(signal);
    } else if (performance.now() - since > ECHO_MS) again(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.removeAllListeners(signal);
    process.on(signal, hear);
  }
}
