import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';

/** A country pack: a folder of data files about one country. */
export type Pack = {
  folder: string;
  /** Reads a file of the pack. Throws an Error that names the file and the first thing that is wrong in it. */
  read<T>(file: string, schema: z.ZodType<T>): T;
};

/** Opens the country pack in a folder. */
export function openPack(folder: string): Pack {
  return {
    folder,
    read(file, schema) {
      const path = join(folder, file);
      let content: unknown;
      try {
        content = JSON.parse(readFileSync(path, 'utf8'));
      } catch (cause) {
        throw new Error(`country pack: ${path} cannot be read: ${(cause as Error).message}`, { cause });
      }
      const result = schema.safeParse(content);
      if (result.success) return result.data;
      const issue = result.error.issues[0];
      throw new Error(`country pack: ${path}, ${issue?.path.join('.')}: ${issue?.message}`);
    },
  };
}
