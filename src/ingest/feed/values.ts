import { resolveAddress } from '../markup/address.ts';
import { escapeText } from '../markup/entities.ts';
import { dateOf, type Moment } from './constructs.ts';
import { line } from './element.ts';

/** A JSON object of which nothing is known: each field is asked for and judged. */
export type Json = Readonly<Record<string, unknown>>;

/** The value that a text says in JSON; undefined when it says none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether a value is an object, and no array. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of an array; of anything else none. */
export function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A text without the space around it; undefined for an empty one and for what is no text. */
export function string(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A text on one line. */
export function plainString(value: unknown): string | undefined {
  const text = string(value);
  return text === undefined ? undefined : line(text);
}

/** A plain text as HTML. */
export function escaped(value: unknown): string | undefined {
  const text = string(value);
  return text === undefined ? undefined : escapeText(text);
}

/** An address with a harmless scheme, resolved. */
export function address(value: unknown, base: string | undefined): string | undefined {
  const text = string(value);
  return text === undefined ? undefined : resolveAddress(text, base);
}

/** A date that can be read and believed; what cannot is noted as a fault. */
export function dateIn(value: unknown, moment: Moment): Date | undefined {
  const text = string(value);
  return text === undefined ? undefined : dateOf(text, moment);
}
