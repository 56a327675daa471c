import { gzipSync } from 'node:zlib';
import type { MachineRecord } from '../../record/schema/record.ts';
import { bootText } from '../../wording/facts.ts';
import { counted, duration } from '../../wording/numbers.ts';
import { plain } from '../../wording/text.ts';
import { fileLink } from '../grid.ts';
import { anchor, type Html, html } from '../markup.ts';
import { type Cast, castOf } from './cast.ts';

/** What stood on a machine's console; undefined where the file is not there. */
export interface ConsoleFiles {
  readonly cast: string | undefined;
  readonly transcript: string | undefined;
  /** The page lies elsewhere than the files themselves. */
  readonly apart?: boolean | undefined;
}

/** Bytes of a cast that the page takes in: a larger one, which no ordinary command makes, stays a file beside it. */
const LARGEST = 8 * 1024 * 1024;

/** A console to replay and to read. It is unpacked when somebody opens it, so that the page itself stays small. */
export function consoleHtml(machine: MachineRecord, { cast, transcript, apart }: ConsoleFiles): Html {
  const played = cast === undefined || cast.length > LARGEST ? undefined : castOf(cast);
  const read = transcript === undefined || transcript.length > LARGEST ? undefined : plain(transcript);
  const about =
    played === undefined ? '' : `, ${duration(played.seconds)}, ${counted(played.markers.length, 'command')}`;
  return html`<details class="console" id="${anchor('console', machine.id)}">
<summary>Console of ${machine.id}<small>${about}; ${bootText(machine)}</small></summary>
${played === undefined ? html`<p>Its recording ${whyNot(cast)}: ${fileLink('asciicast', machine.asciicast, apart)}.</p>` : player(machine, played)}
${read !== undefined && transcriptHtml(machine, read)}
<p><small>Files of the run: ${fileLink('asciicast', machine.asciicast, apart)}, ${fileLink('transcript', machine.transcript, apart)}${machine.kernelLog !== undefined && html`, ${fileLink('kernel messages', machine.kernelLog, apart)}`}.</small></p>
</details>`;
}

function whyNot(cast: string | undefined): string {
  if (cast === undefined) return 'is not in the run’s folder';
  return cast.length > LARGEST ? 'is too large to stand in this page' : 'is no asciicast of version 3';
}

function player({ id }: MachineRecord, { text, columns, rows, markers }: Cast): Html {
  return html`<div class="player" role="group" aria-label="Replay of ${id}" data-columns="${columns}" data-rows="${rows}" data-markers="${JSON.stringify(markers)}" data-cast="${packed(text)}"><p>A replay needs JavaScript.</p></div>`;
}

const transcriptHtml = ({ id }: MachineRecord, text: string): Html =>
  html`<details class="transcript" data-text="${packed(text)}"><summary>The same as text</summary><pre tabindex="0" aria-label="Transcript of ${id}"></pre></details>`;

const packed = (text: string): string => gzipSync(text, { level: 9 }).toString('base64');
