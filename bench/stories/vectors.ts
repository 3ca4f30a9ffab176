import { embeddingService, readConfig } from '../../src/platform/config.ts';
import { openEmbedder } from '../../src/stories/embeddings/embedder.ts';
import { demonstrated, demonstration } from './demonstration.ts';
import type { Sample } from './fit.ts';
import { glossary } from './glossary.ts';
import { languages, tellings } from './languages.ts';

type Line = (name: string, text: string) => void;

/** How right links across languages are with the service that the settings name, and without. Ends the program with 2 when they name none. */
export async function withVectors(line: Line, figures: Parameters<typeof demonstration>[1]): Promise<void> {
  const service = embeddingService(readConfig());
  if (!service) {
    console.error(
      'bench/stories: set CUASO_EMBEDDINGS_URL, CUASO_EMBEDDINGS_MODEL and, if it asks for one, CUASO_EMBEDDINGS_KEY',
    );
    process.exit(2);
  }
  const embedder = openEmbedder(service, { clock: () => new Date(), wait: 120_000 });
  const meant = async (items: readonly Sample[]): Promise<Sample[]> => {
    const vectors = await embedder.embed(items.map(({ title, text }) => `${title}\n${text}`));
    if (vectors.includes(undefined)) throw new Error('bench/stories: the service did not answer; see above');
    return items.map((item, at) => ({ ...item, vector: vectors[at] }));
  };
  const [shown, told] = [demonstrated(glossary), tellings(glossary)];
  for (const [how, change] of Object.entries({
    without: async (items: Sample[]) => items,
    [`with ${service.model}`]: meant,
  })) {
    console.log(`\nthe demonstration, ${how}`);
    demonstration(line, figures, await change(shown));
    console.log(`\ntellings, ${how}`);
    languages(line, await change(told));
  }
}
