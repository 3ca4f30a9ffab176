import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Given } from './portals.ts';

/** Answers a request wrongly; `given` is what would have been right. */
export type Fault = (request: IncomingMessage, response: ServerResponse, given: Given) => void;

const raw =
  (text: (given: Given) => string): Fault =>
  (_, { socket }, given) =>
    void socket?.end(text(given));
const status =
  (code: number, headers: Record<string, string> = {}): Fault =>
  (_, response) =>
    void response.writeHead(code, headers).end('no');
const instead =
  (type: string, body: string | Uint8Array, headers: Record<string, string> = {}): Fault =>
  (_, response) =>
    void response.writeHead(200, { 'content-type': type, ...headers }).end(body);

/** A hundred megabytes a second, for ever. */
const endless: Fault = (_, response, { type }) => {
  response.on('error', () => {}).writeHead(200, { 'content-type': type });
  const megabyte = Buffer.alloc(1_000_000, ' ');
  const more = (): void => {
    while (!response.destroyed && response.write(megabyte));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
};

const dribble: Fault = (_, response, { type, body }) => {
  response.on('error', () => {}).writeHead(200, { 'content-type': type });
  let at = 0;
  const drop = setInterval(() => response.write(body[at++ % body.length]), 30);
  response.on('close', () => clearInterval(drop));
};

/** What may go wrong, each with the outcomes that say so; `any` where an answer may still be read. */
export const faults: Readonly<Record<string, { act: Fault; outcomes: readonly string[] | 'any' }>> = {
  'never answers': { act: () => {}, outcomes: ['timeout'] },
  'answers and stops': {
    act: (_, response, { type, body }) =>
      void response.writeHead(200, { 'content-type': type }).write(body.slice(0, 10)),
    outcomes: ['timeout'],
  },
  'dribbles byte after byte': { act: dribble, outcomes: ['timeout'] },
  'never ends': { act: endless, outcomes: ['too-large'] },
  'hangs up at once': { act: (_, { socket }) => void socket?.destroy(), outcomes: ['connect'] },
  'is cut short of its length': {
    act: (_, response, { type, body }) => {
      response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
      response.write(body.slice(0, body.length / 2), () => setTimeout(() => response.destroy(), 20));
    },
    outcomes: ['connect'],
  },
  'is cut in the middle of a chunk': {
    act: raw(
      ({ type, body }) =>
        `HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ntransfer-encoding: chunked\r\n\r\nffff\r\n${body.slice(0, 99)}`,
    ),
    outcomes: ['connect', 'protocol'],
  },
  'says it is shorter than it is': {
    act: raw(
      ({ type, body }) =>
        `HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ncontent-length: 20\r\nconnection: close\r\n\r\n${body}`,
    ),
    outcomes: 'any',
  },
  'names two lengths': {
    act: raw(({ body }) => `HTTP/1.1 200 OK\r\ncontent-length: 20\r\ncontent-length: 2000\r\n\r\n${body}`),
    outcomes: ['protocol', 'connect'],
  },
  'is no HTTP': { act: raw(() => 'SSH-2.0-OpenSSH_9.2\r\n'), outcomes: ['protocol', 'connect'] },
  'is of HTTP/1.0': {
    act: raw(({ type, body }) => `HTTP/1.0 200 OK\r\ncontent-type: ${type}\r\n\r\n${body}`),
    outcomes: 'any',
  },
  'sends too many headers': { act: status(200, { 'x-bomb': 'b'.repeat(40_000) }), outcomes: ['too-large'] },
  'sends header after header': {
    act: status(200, Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`x-header-${n}`, 'b'.repeat(30)]))),
    outcomes: ['too-large'],
  },
  'says gzip and is not': {
    act: (_, response, { type, body }) =>
      void response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' }).end(body),
    outcomes: 'any',
  },
  'says brotli and is not': {
    act: (_, response, { type, body }) =>
      void response.writeHead(200, { 'content-type': type, 'content-encoding': 'br' }).end(body),
    outcomes: ['protocol'],
  },
  'is a bomb': {
    act: instead('application/xml', gzipSync(Buffer.alloc(40_000_000)), { 'content-encoding': 'gzip' }),
    outcomes: ['too-large'],
  },
  'names an encoding of letters that it is not in': {
    act: (_, response, { body }) =>
      void response.writeHead(200, { 'content-type': 'text/html; charset=utf-16' }).end(body),
    outcomes: 'any',
  },
  'sends bytes of no meaning': { act: instead('application/octet-stream', randomBytes(20_000)), outcomes: 'any' },
  'sends nothing': { act: instead('text/plain', ''), outcomes: 'any' },
  'sends a page instead': {
    act: instead(
      'text/html',
      '<!doctype html><html><title>Bảo trì</title><body><p>Trang đang được nâng cấp.</p></body></html>',
    ),
    outcomes: 'any',
  },
  'sends half of it as if it were all': {
    act: (_, response, { type, body }) =>
      void response.writeHead(200, { 'content-type': type }).end(body.slice(0, body.length / 2)),
    outcomes: 'any',
  },
  'says that nothing changed, asked for nothing of the sort': { act: status(304), outcomes: 'any' },
  'has no content to give': { act: status(204), outcomes: 'any' },
  'redirects round and round': {
    act: (request, response) => void response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' }).end(),
    outcomes: ['redirects'],
  },
  'redirects inside': {
    act: status(301, { location: 'http://169.254.169.254/latest/meta-data/' }),
    outcomes: ['private-address'],
  },
  'redirects to what is no address': { act: status(302, { location: 'javascript:alert(1)' }), outcomes: ['address'] },
  'is asked too often': { act: status(429, { 'retry-after': '7200' }), outcomes: ['rate-limited'] },
  'is down for a while': { act: status(503, { 'retry-after': '7200' }), outcomes: ['server-error'] },
  'has a fault': { act: status(500), outcomes: ['server-error'] },
  'is not there': { act: status(404), outcomes: ['not-found', 'refused', 'address'] },
  'is gone': { act: status(410), outcomes: ['gone'] },
  'is forbidden': { act: status(403), outcomes: ['forbidden'] },
  'answers with a status of its own': {
    act: raw(() => 'HTTP/1.1 999 Denied\r\ncontent-length: 2\r\n\r\nno'),
    outcomes: 'any',
  },
};

/** Keys and certificates for servers on the loopback, made on the spot, all signed by one authority but the one that signs itself. */
export function certificates() {
  const folder = mkdtempSync(join(tmpdir(), 'cuaso-tls-'));
  const file = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const key = (name: string): string[] => ['-newkey', 'rsa:2048', '-nodes', '-keyout', file(`${name}.key`)];
  openssl(
    'req',
    '-x509',
    ...key('authority'),
    '-out',
    file('authority.pem'),
    '-days',
    '30',
    '-subj',
    '/CN=Test authority',
  );
  const signed = (name: string, alternative: string, ...dates: string[]) => {
    openssl(
      'req',
      '-new',
      ...key(name),
      '-out',
      file(`${name}.csr`),
      '-subj',
      '/CN=127.0.0.1',
      '-addext',
      `subjectAltName=${alternative}`,
    );
    openssl(
      'x509',
      '-req',
      '-in',
      file(`${name}.csr`),
      '-CA',
      file('authority.pem'),
      '-CAkey',
      file('authority.key'),
      '-CAcreateserial',
      '-copy_extensions',
      'copy',
      '-out',
      file(`${name}.pem`),
      ...dates,
    );
    return { key: readFileSync(file(`${name}.key`), 'utf8'), cert: readFileSync(file(`${name}.pem`), 'utf8') };
  };
  openssl(
    'req',
    '-x509',
    ...key('own'),
    '-out',
    file('own.pem'),
    '-days',
    '30',
    '-subj',
    '/CN=127.0.0.1',
    '-addext',
    'subjectAltName=IP:127.0.0.1',
  );
  const made = {
    authority: readFileSync(file('authority.pem'), 'utf8'),
    good: signed('good', 'IP:127.0.0.1', '-days', '30'),
    expired: signed('expired', 'IP:127.0.0.1', '-days', '-1'),
    'of another name': signed('another', 'DNS:another.example', '-days', '30'),
    'signed by itself': { key: readFileSync(file('own.key'), 'utf8'), cert: readFileSync(file('own.pem'), 'utf8') },
  };
  rmSync(folder, { recursive: true, force: true });
  return made;
}
