import { getLIDModel } from 'fasttext.wasm.js';

/** One guess of a statistical model: an ISO 639 code and its probability. */
export type Guess = { lang: string; probability: number };

/** Gives the likeliest languages of one line of text, best first. */
export type Guesser = (line: string) => Guess[];

/** What embind hands out: freed by hand, or the memory of the WebAssembly heap grows. */
type Vector = { size(): number; get(index: number): [number, string]; delete(): void };
type Model = { predict(text: string, count: number, threshold: number): Vector };

const candidates = 12;
let loading: Promise<Guesser> | undefined;

/**
 * Loads fastText's `lid.176.ftz` (Joulin et al. 2017, CC BY-SA 3.0; 0.9 MB, shipped in the npm package) once for the process.
 * The guesser is synchronous. Rejects when the package's files are missing; a later call tries again.
 */
export function loadGuesser(): Promise<Guesser> {
  loading ??= open().catch((error: unknown) => {
    loading = undefined;
    throw new Error('language: the fastText model could not be loaded; reinstall fasttext.wasm.js', { cause: error });
  });
  return loading;
}

async function open(): Promise<Guesser> {
  const model = (await (await getLIDModel()).load()) as unknown as Model;
  return (line) => {
    const vector = model.predict(line, candidates, 0);
    const guesses: Guess[] = [];
    for (let index = 0; index < vector.size(); index += 1) {
      const [probability, label] = vector.get(index);
      guesses.push({ lang: label.replace('__label__', ''), probability: Math.min(1, probability) });
    }
    vector.delete();
    return guesses;
  };
}
