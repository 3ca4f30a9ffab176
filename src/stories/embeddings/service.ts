import { z } from 'zod';
import { type Vector, vectorOf } from './vector.ts';

/** Where vectors are had from: a service that speaks the embeddings protocol of OpenAI, at the operator's own choice. */
export type Service = { url: string; model: string; key?: string | undefined };

/** Why a service gave no vectors, and after how many seconds it wants to be asked again, when it said so. */
export class NoVectors extends Error {
  override name = 'NoVectors';
  readonly after: number | undefined;
  constructor(message: string, after?: number) {
    super(message);
    this.after = after;
  }
}

const mostBytes = 8_000_000;
const mostDimensions = 4_096;
/** So many texts are sent at once. */
export const mostTexts = 32;

const answer = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1).max(mostDimensions) })),
});

/**
 * Asks a service for the vectors of at most 32 texts (`POST {url}/embeddings`, OpenAI API reference, “Create embeddings”; spoken as well by text-embeddings-inference, vLLM, llama.cpp and
 * Ollama). Gives one for each text, in their order. Throws a NoVectors that says what is wrong and what to do. Bounded: no redirect, 8 MB, `signal` for the time.
 */
export async function askService(service: Service, texts: readonly string[], signal: AbortSignal): Promise<Vector[]> {
  const { url, model, key } = service;
  const address = `${url.replace(/\/+$/, '')}/embeddings`;
  const headers = {
    'content-type': 'application/json',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };
  const body = JSON.stringify({ model, input: texts, encoding_format: 'float' });
  try {
    const response = await fetch(address, { method: 'POST', headers, body, redirect: 'manual', signal });
    if (!response.ok) {
      await response.body?.cancel();
      throw refused(response, address, model);
    }
    return vectorsIn(await textOf(response), texts.length, address);
  } catch (error) {
    if (error instanceof NoVectors) throw error;
    if (signal.aborted) throw new NoVectors(`${address} did not answer in time`);
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new NoVectors(
      `${address} cannot be reached (${cause}); is CUASO_EMBEDDINGS_URL right, and does the service run?`,
    );
  }
}

function refused({ status, headers }: Response, address: string, model: string): NoVectors {
  const said = Number(headers.get('retry-after') ?? Number.NaN);
  const after = Number.isFinite(said) && said > 0 ? said : undefined;
  if (status === 401 || status === 403)
    return new NoVectors(`${address} refuses the key (${status}); check CUASO_EMBEDDINGS_KEY`, after);
  if (status === 404 || status === 405)
    return new NoVectors(
      `${address} has nothing there, or no model ${model} (${status}); check CUASO_EMBEDDINGS_URL and CUASO_EMBEDDINGS_MODEL`,
      after,
    );
  if (status === 429) return new NoVectors(`${address} has had too many questions (429)`, after);
  if (status >= 300 && status < 400)
    return new NoVectors(
      `${address} sends elsewhere (${status}), which is not followed; set CUASO_EMBEDDINGS_URL to where it leads`,
    );
  return new NoVectors(`${address} answered ${status}`, after);
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > mostBytes) throw new NoVectors(`${response.url} sends more than ${mostBytes / 1e6} MB`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function vectorsIn(text: string, wanted: number, address: string): Vector[] {
  const parsed = answer.safeParse(json(text));
  if (!parsed.success)
    throw new NoVectors(`${address} answers something else than embeddings; it must speak OpenAI's protocol`);
  const { data } = parsed.data;
  const byPlace = new Map(data.map(({ index, embedding }) => [index, vectorOf(embedding)]));
  const lengths = new Set(data.map(({ embedding }) => embedding.length));
  const vectors = Array.from({ length: wanted }, (_, place) => byPlace.get(place)).filter((each) => each !== undefined);
  if (vectors.length !== wanted || data.length !== wanted || lengths.size !== 1)
    throw new NoVectors(`${address} answered ${data.length} embeddings of ${lengths.size} lengths for ${wanted} texts`);
  return vectors;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
