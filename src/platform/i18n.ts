import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { z } from 'zod';
import type { Messages } from './messages.gen.ts';

/** A language of the portal, as `locales/<lang>/service.json` describes it. */
export type Service = z.infer<typeof serviceSchema>;

const serviceSchema = z.object({
  lang: z.string().min(2),
  name: z.string(),
  dir: z.enum(['ltr', 'rtl']),
  script: z.string(),
  timeZone: z.string(),
  /** Whether the interface is translated; a language without it shows items but has no pages of its own. */
  interface: z.boolean(),
});

/** Gives the text of a message in one language: `t('stories.count', { count: 3 })`. */
export type Translate = <K extends keyof Messages>(
  key: K,
  ...args: Messages[K] extends undefined ? [] : [Messages[K]]
) => string;

/** The key of an interface message. */
export type MessageKey = keyof Messages;

/** The keys of messages without arguments, for labels that are chosen by data. */
export type Label = { [K in MessageKey]: Messages[K] extends undefined ? K : never }[MessageKey];

export type Languages = {
  /** Every language that has an interface, the country's own first. */
  all: readonly Service[];
  has(lang: string): boolean;
  /** The service of a language; throws when it has no interface. */
  service(lang: string): Service;
  translator(lang: string): Translate;
  /** The best language for an Accept-Language header (RFC 9110 §12.5.4); the second of `all` when nothing fits. */
  choose(acceptLanguage: string | undefined): string;
};

/**
 * Reads `locales/<lang>/{service,messages}.json` under a folder.
 * `first` names the language that stands first in switches. Throws when a file is missing or is not valid.
 */
export function readLanguages(folder: string, first: string, fallback = 'en'): Languages {
  const services = new Map<string, Service>();
  const translators = new Map<string, Translate>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    const service = serviceSchema.parse(JSON.parse(readFileSync(join(folder, entry.name, 'service.json'), 'utf8')));
    if (!service.interface) continue;
    services.set(service.lang, service);
    const messages = JSON.parse(readFileSync(join(folder, entry.name, 'messages.json'), 'utf8'));
    translators.set(service.lang, translator(service.lang, messages));
  }
  const all = [...services.values()].sort((a, b) => Number(b.lang === first) - Number(a.lang === first));
  const known = (lang: string): Service => {
    const service = services.get(lang);
    if (!service) throw new RangeError(`i18n: no interface in "${lang}"; there is ${[...services.keys()].join(', ')}`);
    return service;
  };
  return {
    all,
    has: (lang) => services.has(lang),
    service: known,
    translator: (lang) => translators.get(known(lang).lang) as Translate,
    choose: (header) => accepted(header).find((lang) => services.has(lang)) ?? known(fallback).lang,
  };
}

function translator(lang: string, messages: Record<string, string>): Translate {
  const compiled = new Map<string, IntlMessageFormat>();
  return (key, ...args) => {
    const text = messages[key];
    if (text === undefined) return key;
    const [values] = args as [Record<string, string | number | Date>?];
    if (values === undefined) return text;
    let message = compiled.get(key);
    if (!message) {
      message = new IntlMessageFormat(text, lang, undefined, { ignoreTag: true });
      compiled.set(key, message);
    }
    return String(message.format(values));
  };
}

function accepted(header: string | undefined): string[] {
  return (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.map((p) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(p)?.[1]).find((q) => q !== undefined);
      return { lang: tag.toLowerCase().split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((choice) => choice.quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map((choice) => choice.lang);
}
