import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A seed file that cannot be loaded; the message names the record. */
export class SeedError extends Error {
  override readonly name = 'SeedError';
}

/**
 * Values of a record: JSON as the REST API takes it, and
 * - `"@name"`: the id of the record that the seed calls so,
 * - `{"days": -3, "time": "14:30"}`: a date, or with a time (UTC) a datetime, so many days from today.
 */
const value = z.union([
  z.null(),
  z.string(),
  z.number(),
  z.boolean(),
  z.strictObject({
    days: z.int(),
    time: z
      .string()
      .regex(/^\d{2}:\d{2}$/)
      .optional(),
  }),
]);

export type SeedValue = z.infer<typeof value>;

const record = z.record(z.string(), value);

export type SeedRecord = z.infer<typeof record>;

const seedFile = z.strictObject({
  $comment: z.string().optional(),
  /** Blocks in order; records of one block are inserted together. `name` is not a field: others refer to it. */
  blocks: z.array(
    z.strictObject({
      object: z.string(),
      /** Values that every record of the block has unless it says otherwise. */
      defaults: record.optional(),
      /** Whether the package's triggers fire; by default the data was there before the package. */
      triggers: z.boolean().default(false),
      records: z.array(z.strictObject({ name: z.string().optional(), fields: record })),
    }),
  ),
});

export type SeedFile = z.infer<typeof seedFile>;

/** @throws SeedError when the file is missing or not a seed */
export const readSeedFile = (path: string): SeedFile => {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new SeedError(`Seed ${path} cannot be read: ${(error as Error).message}`);
  }
  const parsed = seedFile.safeParse(json);
  if (!parsed.success) throw new SeedError(`Seed ${path} is not valid:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
};
