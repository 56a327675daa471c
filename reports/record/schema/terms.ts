import { z } from 'zod';

/** ISO 8601 in UTC. */
export const time = z.iso.datetime();
/** Relative to the folder in which the record stands. */
export const path = z.string().min(1);
