import type { Context } from 'hono';
import { z } from 'zod';
import type { Label, Translate } from '../platform/index.ts';
import { PASSWORD_LEAST, PASSWORD_MOST } from './password.ts';

/** What was typed, by field; it goes back into the form when something in it is wrong. */
export type Typed = Readonly<Record<string, string>>;

/** The words for what is wrong, by field; `''` holds one of the whole form. */
export type Errors = Readonly<Record<string, string>>;

type Reading<T> =
  | { typed: Typed; values: T; errors?: undefined }
  | { typed: Typed; values?: undefined; errors: Errors };

/** Reads a form. A schema's own messages are keys of interface messages; each field is told its first mistake. */
export async function readForm<T>(
  c: Pick<Context, 'req'> & { var: { t: Translate } },
  schema: z.ZodType<T>,
): Promise<Reading<T>> {
  const body = await c.req.parseBody();
  const typed = Object.fromEntries(
    Object.entries(body).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
  const result = schema.safeParse(typed);
  if (result.success) return { typed, values: result.data };
  const errors: Record<string, string> = {};
  for (const { path, message } of result.error.issues) errors[String(path[0] ?? '')] ??= c.var.t(message as Label);
  return { typed, errors };
}

/** A line of text as people type it: normalised to NFC, without control characters, single spaces; 1 to `most` characters. */
export const line = (most: number, wrong: Label) =>
  z
    .string({ error: wrong })
    .transform((text) =>
      text
        .toWellFormed()
        .normalize('NFC')
        .replace(/[\p{Cc}\s]+/gu, ' ')
        .trim(),
    )
    .pipe(z.string().min(1, wrong).max(most, wrong));

/** An e-mail address in small letters, at most 254 characters (RFC 5321 §4.5.3.1.3). */
export const email = z
  .string({ error: 'identity.wrong.email' satisfies Label })
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email('identity.wrong.email' satisfies Label).max(254, 'identity.wrong.email' satisfies Label));

const password = z
  .string({ error: 'identity.wrong.password' satisfies Label })
  .min(PASSWORD_LEAST, 'identity.wrong.password' satisfies Label)
  .max(PASSWORD_MOST, 'identity.wrong.password' satisfies Label);

/** The fields in which a new password is chosen; `samePasswords` compares them. */
export const newPassword = { password, again: z.string().optional() };

/** Adds to a form with a new password that both fields hold the same. */
export const samePasswords = <T extends { password: string; again?: string | undefined }>(schema: z.ZodType<T>) =>
  schema.refine(({ password, again }) => password === again, {
    path: ['again'],
    error: 'identity.wrong.again' satisfies Label,
  });
