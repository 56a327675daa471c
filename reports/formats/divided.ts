import { lacksOf, type MergedRecord, partText } from '../record/schema/part.ts';
import type { RunRecord } from '../record/schema/record.ts';
import { counted, percent } from '../wording/numbers.ts';

/** What a reader must know of a run that was divided: a name and a text, of any other nothing. */
export function dividedRows({ part, merged }: Pick<RunRecord, 'part' | 'merged'>): [name: string, text: string][] {
  if (part !== undefined) return [['Part', `${part.number} of ${part.of}; it is judged when the parts are merged`]];
  if (merged === undefined) return [];
  const { parts, of, driftAllowed, unlike } = merged;
  return [
    ['Parts', `${parts.length} of ${of}: ${runsText(merged)}`],
    ...parts.flatMap((one): [string, string][] => {
      const drifted =
        one.drift === undefined
          ? 'it is not known by how much its computer drifted'
          : `its computer drifted by ${percent(one.drift)}`;
      const so = `of ${percent(driftAllowed)} that were allowed`;
      const name = partText({ number: one.number, of });
      if (one.leftOut === true) return [['Left out', `${name}: ${drifted}, ${so}, so that nothing of it counts`]];
      return [['Drift', `${name}: ${drifted}${one.drift === undefined ? '' : `, ${so}`}`]];
    }),
    ...lacksOf(merged).map((lack): [string, string] => ['Missing', lack]),
    ...(unlike.length === 0
      ? []
      : [['Unlike', `${unlike.join('; ')}; so each testbed is a sample of what there might be`] as [string, string]]),
  ];
}

const runsText = ({ parts }: MergedRecord): string =>
  parts.map(({ hosts, blocks }) => `${counted(blocks, 'block')} on ${hosts.join(' and ') || 'no host'}`).join('; ');
