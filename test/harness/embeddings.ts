import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = (response: ServerResponse, texts: readonly string[]) => void;

/** A service on the loopback that speaks OpenAI's protocol; what it says of texts is a stand-in for a model. */
export type Embeddings = {
  url: string;
  /** Every request so far, as it came. */
  asked: { authorization: string | undefined; body: { model: string; input: string[]; encoding_format: string } }[];
  /** What it does from now on: answer as it should, or otherwise. */
  now(answer: Answer | 'right'): void;
  close(): Promise<void>;
};

/** Opens a service that answers with `meaning` of each text, in another order than it was asked, as the protocol allows. */
export async function openEmbeddings(meaning: (text: string) => number[]): Promise<Embeddings> {
  const right: Answer = (response, texts) => {
    const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: meaning(text) })).reverse();
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ object: 'list', data, model: 'stand-in', usage: { prompt_tokens: 1, total_tokens: 1 } }),
    );
  };
  let answer = right;
  const asked: Embeddings['asked'] = [];
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (request.method !== 'POST' || request.url !== '/v1/embeddings') {
      response.writeHead(404).end();
      return;
    }
    const body = JSON.parse(Buffer.concat(parts).toString());
    asked.push({ authorization: request.headers.authorization, body });
    answer(response, body.input);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    now: (next) => {
      answer = next === 'right' ? right : next;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
