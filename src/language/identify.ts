import { type Guess, type Guesser, loadGuesser } from './fasttext.ts';
import { fold, normaliseLine } from './normalise.ts';
import { type Scripts, scriptOf, scripts } from './script.ts';
import { isSyllable } from './syllable.ts';
import { unaccentedVietnamese } from './unaccented.ts';

/** What a text is written in. */
type Identified = {
  /** ISO 639-1 where there is one, otherwise 639-3; `und` when it cannot be told. */
  lang: string;
  /** 0–1: how sure. */
  score: number;
  /** Vietnamese typed without its diacritics. */
  noDiacritics: boolean;
};

/**
 * Tells the language of a text, of which the first 1,000 characters are read. `prior` is the language that its feed declares:
 * it wins wherever the text alone leaves doubt, never against the script.
 */
export type Identify = (text: string, hints?: { prior?: string }) => Identified;

const longest = 1_000;
const doubtful = 0.8;
const undecidable = { words: 0.3, fewWords: 0.5 };
const fewWords = 4;

/** Letters that set Vietnamese apart; â, ê, ô and the plain acute and grave are shared with French and others. */
const distinctive = /[ăơưđảẩẳẻểỉỏổởủửỷạậặẹệịọộợụựỵằắẵầấẫềếễồốỗờớỡừứữỹĩũ]/i;

/** A syllable with such a letter: Romanian writes ă and Croatian đ, but hardly in a word of this form. */
const isVietnamese = (word: string): boolean => distinctive.test(word) && isSyllable(fold(word));

/** One language for those that a short text does not part; Malay reads as Indonesian. */
const merged: Readonly<Record<string, string>> = { ms: 'id', arz: 'ar', yue: 'zh', wuu: 'zh', lzh: 'zh' };
const portal = new Set('vi en fr es de id ru ar zh ja ko th lo km'.split(' '));
const common = new Set('it pt nl pl sv tr hu cs ro da no fi uk el he hi fa my tl ca bg sk hr sr ur bn ta'.split(' '));

/** How likely a language is to reach us before its text is read: fastText knows 176 as if all were equally so. */
const expectation = (lang: string): number => (portal.has(lang) ? 1 : common.has(lang) ? 0.3 : 0.05);

/** Tells the language by script, diacritics and Vietnamese syllables alone, at once: other languages in Latin script are `und`. */
export const identify: Identify = (text, hints) => tell(text, hints?.prior);

/** Gives the full identifier; its model is loaded once for the process. Rejects when the model's file is missing. */
export async function loadIdentifier(): Promise<Identify> {
  const guess = await loadGuesser();
  return (text, hints) => tell(text, hints?.prior, guess);
}

function tell(text: string, declared: string | undefined, guess?: Guesser): Identified {
  const line = normaliseLine(text.slice(0, longest).replace(/https?:\/\/\S+|(?<!\S)[@#]\S+/g, ' '));
  const found = scripts(line);
  const prior = languageOf(declared);
  if (found.letters === 0) return { lang: prior ?? 'und', score: 0, noDiacritics: false };
  const settled = byScript(found);
  if (settled) return sure(settled, 1);
  if (found.main === 'Han') return characters(line, prior);
  if (found.main === 'Latin') return latin(line, prior, guess);
  return decide(weighed(guess?.(line) ?? [], found.main), prior, line);
}

/** Countries that feeds put where a language belongs. */
const mistaken: Readonly<Record<string, string>> = { vn: 'vi', cn: 'zh', jp: 'ja' };

/** The language of a tag such as `zh-Hans` (BCP 47), if it names one. */
function languageOf(tag: string | undefined): string | undefined {
  const base = tag?.trim().toLowerCase().split(/[-_]/)[0] ?? '';
  if (!/^[a-z]{2,3}$/.test(base) || /^(?:und|mul|mis|zxx)$/.test(base)) return undefined;
  return mistaken[base] ?? new Intl.Locale(base).language;
}

/** Scripts that only one language of ours is written in. Japanese is betrayed by its kana. */
function byScript({ main, share }: Scripts): string | undefined {
  const kana = share('Kana');
  if (kana > 0 && kana >= 0.1 * (kana + share('Han'))) return kana + share('Han') > 0.3 ? 'ja' : undefined;
  const own = { Thai: 'th', Lao: 'lo', Khmer: 'km', Myanmar: 'my', Hangul: 'ko', Greek: 'el' } as const;
  return main in own ? own[main as keyof typeof own] : undefined;
}

/** Characters as Japan simplified them, written so neither in mainland nor in traditional Chinese. */
const shinjitai =
  /[亜囲壱栄営駅円塩応桜価拡覚観関歓顔帰気亀拠挙郷駆恵渓経継蛍軽鶏撃県剣圏検権験険顕厳広鉱済斎剤雑桟賛歯児実釈従渋獣縦処焼乗剰壌嬢浄縄畳譲醸図酔穂髄瀬摂専戦繊銭騒増蔵臓続帯滝択沢単団弾遅鋳庁聴転伝稲読悩脳廃拝売発髪抜浜仏払辺変歩豊毎満黙訳薬揺様謡頼覧竜猟緑塁涙隷霊齢歴錬労録楽込働峠畑枠]/;

/** Characters without kana are Chinese, but for a Japanese feed or a Japanese form of one. */
function characters(line: string, prior: string | undefined): Identified {
  return sure(prior === 'ja' || shinjitai.test(line) ? 'ja' : 'zh', 0.9);
}

function latin(line: string, prior: string | undefined, guess: Guesser | undefined): Identified {
  const words = line.match(/[\p{L}\p{M}]+/gu) ?? [];
  const rest = withoutVietnameseNames(words);
  const likeness = unaccentedVietnamese(rest.join(' '));
  const marked = rest.filter(isVietnamese).length;
  if (marked >= 0.3 * rest.length || (marked + words.length - rest.length > 0 && likeness > 0)) return sure('vi', 0.99);

  const guesses = weighed(guess?.(rest.join(' ')) ?? [], 'Latin').filter(({ lang }) => lang !== 'vi' || likeness > 0);
  const bare = rest.every((word) => /^[a-z]+$/i.test(word));
  const doubt = (rest.length < fewWords ? 4 : 0) + (prior === undefined ? 0 : prior === 'vi' ? -1 : 2);
  const required = 1 + 3 * (guesses[0]?.probability ?? 0.5) + doubt;
  if (bare && likeness > required) return { lang: 'vi', score: 1 - Math.exp(-likeness / 2), noDiacritics: true };
  const decided = decide(guesses, prior, line);
  if (guess && decided.lang === 'und' && words.some(isVietnamese)) return sure('vi', 0.6);
  return { ...decided, noDiacritics: decided.lang === 'vi' && bare };
}

/**
 * The words without runs of capitalised ones that hold a Vietnamese letter, as people and places are named in any language;
 * all of them where nothing else is left, or where everything is in capitals.
 */
function withoutVietnameseNames(words: readonly string[]): readonly string[] {
  const capital = words.map((word) => /^\p{Lu}/u.test(word));
  if (words.length - capital.filter(Boolean).length < 2) return words;
  const rest: string[] = [];
  let start = 0;
  for (let end = 1; end <= words.length; end += 1) {
    if (end < words.length && capital[end] === capital[start]) continue;
    const run = words.slice(start, end);
    if (!capital[start] || !run.some(isVietnamese)) rest.push(...run);
    start = end;
  }
  return rest;
}

const sure = (lang: string, score: number): Identified => ({ lang, score, noDiacritics: false });

function decide(guesses: readonly Guess[], prior: string | undefined, line: string): Identified {
  const best = guesses[0];
  const score = best?.probability ?? 0;
  if (prior && score < doubtful && scripts(line).main === scriptOf(prior)) {
    return { lang: prior, score: guesses.find(({ lang }) => lang === prior)?.probability ?? 0, noDiacritics: false };
  }
  const needed = line.split(' ').length < fewWords ? undecidable.fewWords : undecidable.words;
  return { lang: best && score >= needed ? best.lang : 'und', score, noDiacritics: false };
}

/** The model's guesses that are written in the text's script, weighed by expectation, as shares of their sum; best first. */
function weighed(guesses: readonly Guess[], script: string): Guess[] {
  const sums = new Map<string, number>();
  for (const { lang, probability } of guesses) {
    const known = merged[lang] ?? lang;
    if (scriptOf(known) === script) sums.set(known, (sums.get(known) ?? 0) + probability * expectation(known));
  }
  const all = [...sums.values()].reduce((sum, weight) => sum + weight, 0);
  return [...sums]
    .map(([lang, weight]) => ({ lang, probability: weight / all }))
    .sort((a, b) => b.probability - a.probability);
}
