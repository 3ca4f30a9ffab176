import { type RawBuilder, sql } from 'kysely';

/** A value as jsonb. What comes from outside may hold what PostgreSQL has no place for: NUL and half surrogate pairs. */
export function json(value: unknown): RawBuilder<unknown> {
  const text = JSON.stringify(value);
  const fit = /\\u0000|\\ud[89a-f]/.test(text) ? JSON.stringify(value, storable) : text;
  return sql`${fit}::jsonb`;
}

const storable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value;
