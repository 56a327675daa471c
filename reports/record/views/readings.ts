import type { StoredRecord } from '../schema/record.ts';
import type { Level } from '../schema/run.ts';
import { numberIn, type Where } from './series.ts';

/** A reading of a run, with all that it belongs to: a row of a table. */
export interface Observation {
  readonly experiment: string;
  readonly arm: string;
  readonly block: number;
  readonly boot: number;
  readonly workload: string;
  readonly repeat: number;
  readonly trial: number;
  readonly host: string;
  readonly unit: string;
  readonly target: string;
  /** ISO 8601 */
  readonly time: string;
  readonly seconds: number;
  readonly metric: string;
  /** Of a metric that is told apart by kind; such a reading has a row for each. */
  readonly part?: string;
  /** A distribution is told by its median. */
  readonly value: number;
  /**
   * Levels of the factors, each as a column by its name; a factor that is called as one of the others gives way to it.
   */
  readonly [factor: string]: Level | undefined;
}

/**
 * One row an observation, in the order in which the runs were taken: every reading of them, or those that are asked
 * for.
 */
export function readingsOf(record: Pick<StoredRecord, 'runs' | 'units'>, where: Where = {}): Observation[] {
  const hosts = new Map(record.units.map(({ id, host }) => [id, host]));
  const wanted = Object.entries(where.at ?? {});
  return record.runs
    .filter(
      ({ key }) =>
        (['experiment', 'arm', 'workload'] as const).every((name) => [undefined, key[name]].includes(where[name])) &&
        wanted.every(([factor, level]) => key.at[factor] === level),
    )
    .flatMap(({ key: { at, ...key }, readings, unit, target, at: time, seconds }) =>
      Object.entries(readings)
        .filter(([metric]) => where.metric === undefined || metric === where.metric)
        .flatMap(([metric, reading]) => {
          const row = { ...at, ...key, host: hosts.get(unit) ?? '', unit, target, time, seconds, metric };
          if (typeof reading !== 'object' || !('parts' in reading)) {
            const value = numberIn(reading);
            return value === undefined ? [] : [{ ...row, value }];
          }
          return Object.entries(reading.parts)
            .filter(([part]) => where.part === undefined || part === where.part)
            .map(([part, value]) => ({ ...row, part, value }));
        }),
    );
}
