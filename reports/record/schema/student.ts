import { z } from 'zod';

/** What may differ from student to student; a value that is absent is the handout's. */
export const ownSchema = z.strictObject({
  /** CPUs of the machine. */
  vcpus: z.int().positive().optional(),
  /** Address of the machine's network card. */
  mac: z.string().optional(),
  /** Bytes that fio, or sysbench, moves at a time, as fio's `--bs` has it. */
  blockSize: z.string().optional(),
  /** The port on which iperf's server listens. */
  port: z.int().positive().optional(),
});

export type Own = z.infer<typeof ownSchema>;

/** Whose run it is, and which values that student's id gives for each suite. */
export const studentSchema = z.strictObject({ id: z.string().min(1), own: z.record(z.string(), ownSchema) });

export type StudentRecord = z.infer<typeof studentSchema>;

const LABELS: Readonly<Record<keyof Own, string>> = {
  vcpus: 'vCPUs',
  mac: 'MAC address',
  blockSize: 'block size',
  port: 'TCP port',
};

export const labelOf = (name: keyof Own): string => LABELS[name];

/** Values that are there, in a fixed order. */
export function entriesOf(own: Own): (readonly [name: keyof Own, value: string])[] {
  const names = Object.keys(LABELS) as (keyof Own)[];
  return names.flatMap((name) => (own[name] === undefined ? [] : [[name, String(own[name])] as const]));
}

/** `studio-15: vCPUs 3, block size 8k, TCP port 23456`, for each suite that has any; of these names only. */
export function ownText({ own }: StudentRecord, names?: readonly (keyof Own)[]): string {
  const suites = Object.entries(own).map(([suite, values]) => {
    const told = entriesOf(values).flatMap(([name, value]) =>
      names === undefined || names.includes(name) ? [`${labelOf(name)} ${value}`] : [],
    );
    return told.length === 0 ? '' : `${suite}: ${told.join(', ')}`;
  });
  return suites.filter((text) => text !== '').join('; ');
}
