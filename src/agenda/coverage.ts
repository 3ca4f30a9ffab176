import { type AgendaEvent, type Day, dayIn, daysBetween, type Phase, phaseOf, phases } from './event.ts';

/** The classes of outlets that are counted, as the register of sources has them; `reference` tells no news. */
export const voices = ['official', 'domestic-press', 'mission', 'creator', 'foreign-press'] as const;
export type Voice = (typeof voices)[number];
export const isVoice = (text: string): text is Voice => (voices as readonly string[]).includes(text);

/** Something published about an event. */
export type Mention = { lang: string; class: Voice; at: Date };

/** How many things were published: by phase, class and language. */
export type Coverage = {
  langs: readonly string[];
  count(phase: Phase | undefined, voice: Voice | undefined, lang: string | undefined): number;
};

/**
 * Counts what was published about an event before, during and after it. The languages are those in which it should be
 * found, first, and then all others in which something was published, the fullest first.
 */
export function coverageOf(event: AgendaEvent, mentions: Iterable<Mention>): Coverage {
  const counts = new Map<string, number>();
  const perLang = new Map<string, number>();
  for (const { lang, class: voice, at } of mentions) {
    const key = `${phaseOf(event, dayIn(at, event.zone))} ${voice} ${lang}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    perLang.set(lang, (perLang.get(lang) ?? 0) + 1);
  }
  const others = [...perLang].filter(([lang]) => !event.langs.includes(lang)).toSorted((a, b) => b[1] - a[1]);
  const langs = [...event.langs, ...others.map(([lang]) => lang)];
  return {
    langs,
    count(phase, voice, lang) {
      let sum = 0;
      for (const each of phase ? [phase] : phases)
        for (const by of voice ? [voice] : voices)
          for (const told of lang ? [lang] : langs) sum += counts.get(`${each} ${by} ${told}`) ?? 0;
      return sum;
    },
  };
}

/** Nobody of a class has published in a language, and the time for it is now. */
export type Hole = {
  lang: string;
  voice: Voice;
  phase: Phase /** Days until it begins, or since it ended; 0 while it lasts. */;
  days: number;
};

/** The own voices of a country: theirs is the silence that can be mended. */
const own = ['official', 'domestic-press', 'mission'] as const satisfies readonly Voice[];
/** So many days before and after it an event is worth a word, by its weight. */
const reach = [0, 7, 21, 45] as const;

/**
 * The holes of an event on a day: each language in which it should be found and each own voice that has not published
 * in it in the phase that the day belongs to. Far from an event there are none yet, or none any more.
 */
export function holesOf(event: AgendaEvent, coverage: Coverage, today: Day): Hole[] {
  if (event.cancelled) return [];
  const phase = phaseOf(event, today);
  const days =
    phase === 'before' ? daysBetween(today, event.firstDay) : phase === 'after' ? daysBetween(event.lastDay, today) : 0;
  if (days > (reach[event.weight] ?? 0)) return [];
  return event.langs.flatMap((lang) =>
    own
      .filter((voice) => coverage.count(phase, voice, lang) === 0)
      // Who wrote before or during it has not been silent after it.
      .filter((voice) => phase !== 'after' || coverage.count(undefined, voice, lang) === 0)
      .map((voice) => ({ lang, voice, phase, days })),
  );
}

/** The most pressing first: what the whole country is looked at for, then what is nearest; official voices before others. */
export function byUrgency(a: { event: AgendaEvent; hole: Hole }, b: { event: AgendaEvent; hole: Hole }): number {
  return (
    b.event.weight - a.event.weight ||
    Number(a.hole.phase === 'after') - Number(b.hole.phase === 'after') ||
    a.hole.days - b.hole.days ||
    voices.indexOf(a.hole.voice) - voices.indexOf(b.hole.voice)
  );
}
