import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fetch, type FetchError, safeFetch } from './fetch.ts';

/** What a name server of somebody with ill intent answers. */
const names: Readonly<Record<string, readonly string[]>> = {
  'public.example': ['93.184.216.34'],
  'loop.example': ['127.0.0.1'],
  'loop.example.': ['127.0.0.1'],
  'metadata.example': ['169.254.169.254'],
  'inside.example': ['10.1.2.3'],
  'mixed.example': ['93.184.216.34', '192.168.0.1'],
  'mixed-six.example': ['2606:4700::1111', '::1'],
  'mapped.example': ['::ffff:10.0.0.1'],
  'nat64.example': ['64:ff9b::a9fe:a9fe'],
  'zone.example': ['fe80::1%eth0'],
  'nothing.example': [],
  'junk.example': ['not-an-address'],
  'localhost.': ['127.0.0.1'],
  localhost: ['127.0.0.1', '::1'],
  'app.localhost': ['127.0.0.1'],
  'xn--inside-kva.example': ['172.16.9.9'],
};

/** Address tricks, each with what it is refused as. */
const tricks: readonly (readonly [string, string, string])[] = [
  // One address in all its notations.
  ['dotted', 'http://127.0.0.1/', 'private-address'],
  ['another of the loopback', 'http://127.255.255.254/', 'private-address'],
  ['short of two', 'http://127.1/', 'private-address'],
  ['short of three', 'http://127.0.1/', 'private-address'],
  ['one decimal number', 'http://2130706433/', 'private-address'],
  ['one hexadecimal number', 'http://0x7f000001/', 'private-address'],
  ['one octal number', 'http://017700000001/', 'private-address'],
  ['octal parts', 'http://0177.0.0.01/', 'private-address'],
  ['hexadecimal parts', 'http://0x7f.0x0.0x0.0x1/', 'private-address'],
  ['mixed parts', 'http://0x7f.0.1/', 'private-address'],
  ['zero', 'http://0/', 'private-address'],
  ['zeroes', 'http://0.0.0.0/', 'private-address'],
  ['hexadecimal zero', 'http://0x0/', 'private-address'],
  ['a number too large', 'http://4294967297/', 'address'],
  ['a part too large', 'http://127.0.0.256/', 'address'],
  ['too many parts', 'http://127.0.0.1.1/', 'address'],
  ['a dot at the end', 'http://127.0.0.1./', 'private-address'],
  ['a percent-encoded dot at the end', 'http://127.0.0.1%2e/', 'private-address'],
  ['percent-encoded digits', 'http://%31%32%37.0.0.1/', 'private-address'],
  ['fullwidth digits', 'http://１２７.０.０.１/', 'private-address'],
  ['circled digits', 'http://①②⑦.0.0.1/', 'private-address'],
  ['ideographic dots', 'http://127。0。0。1/', 'private-address'],
  ['fullwidth dots', 'http://127．0．0．1/', 'private-address'],
  ['a soft hyphen', 'http://127.0.0.1\u00AD/', 'private-address'],
  ['a tab in the middle', 'http://127.0.\t0.1/', 'private-address'],
  ['a newline in the middle', 'http://127.0.\n0.1/', 'private-address'],
  ['a zero byte', 'http://127.0.0.1%00.public.example/', 'address'],
  ['no slashes', 'http:127.0.0.1/', 'private-address'],
  ['too many slashes', 'http:////127.0.0.1/', 'private-address'],
  ['backslashes', 'http:\\\\127.0.0.1\\', 'private-address'],
  // What it belongs to.
  ['private, class A', 'http://10.0.0.1/', 'private-address'],
  ['private, class B', 'http://172.31.255.254/', 'private-address'],
  ['private, class C', 'http://192.168.1.1/', 'private-address'],
  ['carrier-grade NAT', 'http://100.64.0.1/', 'private-address'],
  ['link-local', 'http://169.254.0.1/', 'private-address'],
  ['metadata of a cloud', 'http://169.254.169.254/latest/meta-data/', 'private-address'],
  ['metadata in decimal', 'http://2852039166/', 'private-address'],
  ['metadata of another cloud', 'http://100.100.100.200/', 'private-address'],
  ['benchmarking', 'http://198.18.0.1/', 'private-address'],
  ['documentation', 'http://203.0.113.1/', 'private-address'],
  ['protocol assignments', 'http://192.0.0.170/', 'private-address'],
  ['6to4 relay', 'http://192.88.99.1/', 'private-address'],
  ['multicast', 'http://224.0.0.1/', 'private-address'],
  ['reserved', 'http://250.1.1.1/', 'private-address'],
  ['broadcast', 'http://255.255.255.255/', 'private-address'],
  // IPv6.
  ['the loopback of IPv6', 'http://[::1]/', 'private-address'],
  ['unspecified', 'http://[::]/', 'private-address'],
  ['the loopback written out', 'http://[0:0:0:0:0:0:0:1]/', 'private-address'],
  ['mapped', 'http://[::ffff:127.0.0.1]/', 'private-address'],
  ['mapped in hexadecimal', 'http://[::ffff:7f00:1]/', 'private-address'],
  ['mapped and written out', 'http://[0:0:0:0:0:ffff:a9fe:a9fe]/', 'private-address'],
  ['compatible', 'http://[::127.0.0.1]/', 'private-address'],
  ['compatible in hexadecimal', 'http://[::7f00:1]/', 'private-address'],
  ['translated', 'http://[::ffff:0:7f00:1]/', 'private-address'],
  ['NAT64', 'http://[64:ff9b::7f00:1]/', 'private-address'],
  ['NAT64 of a metadata service', 'http://[64:ff9b::169.254.169.254]/', 'private-address'],
  ['local NAT64', 'http://[64:ff9b:1::808:808]/', 'private-address'],
  ['6to4', 'http://[2002:7f00:1::]/', 'private-address'],
  ['6to4 of a private network', 'http://[2002:c0a8:101::1]/', 'private-address'],
  ['Teredo', 'http://[2001:0:5ef5:79fd:0:59d:a0e5:a2f]/', 'private-address'],
  ['ISATAP', 'http://[2400:cb00::5efe:7f00:1]/', 'private-address'],
  ['ISATAP, universal bit', 'http://[2400:cb00::200:5efe:a00:1]/', 'private-address'],
  ['unique local', 'http://[fd00:ec2::254]/', 'private-address'],
  ['link-local of IPv6', 'http://[fe80::1]/', 'private-address'],
  ['site-local', 'http://[fec0::1]/', 'private-address'],
  ['multicast of IPv6', 'http://[ff02::1]/', 'private-address'],
  ['discard', 'http://[100::1]/', 'private-address'],
  ['documentation of IPv6', 'http://[2001:db8::1]/', 'private-address'],
  ['newer documentation of IPv6', 'http://[3fff::1]/', 'private-address'],
  ['segment routing', 'http://[5f00::1]/', 'private-address'],
  ['given out to nobody', 'http://[4000::1]/', 'private-address'],
  ['a zone', 'http://[fe80::1%25eth0]/', 'address'],
  ['a zone on the loopback', 'http://[::1%25lo]/', 'address'],
  ['brackets not closed', 'http://[::1/', 'address'],
  // Names.
  ['the local name', 'http://localhost/', 'private-address'],
  ['the local name in capitals', 'http://LOCALHOST/', 'private-address'],
  ['the local name with a dot', 'http://localhost./', 'private-address'],
  ['a name under it', 'http://app.localhost/', 'private-address'],
  ['the local name in fullwidth letters', 'http://ｌｏｃａｌｈｏｓｔ/', 'private-address'],
  ['a name that leads inside', 'http://inside.example/', 'private-address'],
  ['a name that leads to the loopback', 'http://loop.example/', 'private-address'],
  ['the same with a dot', 'http://loop.example./', 'private-address'],
  ['a name that leads to a metadata service', 'http://metadata.example/', 'private-address'],
  ['a public address and a private one', 'http://mixed.example/', 'private-address'],
  ['the same in IPv6', 'http://mixed-six.example/', 'private-address'],
  ['a name with a mapped address', 'http://mapped.example/', 'private-address'],
  ['a name with a NAT64 address', 'http://nat64.example/', 'private-address'],
  ['a name with a zone', 'http://zone.example/', 'private-address'],
  ['a name with no address', 'http://nothing.example/', 'dns'],
  ['a name with what is no address', 'http://junk.example/', 'private-address'],
  ['a name that is unknown', 'http://unknown.example/', 'dns'],
  // Who is asked, and where.
  ['a user before the host', 'http://public.example@127.0.0.1/', 'address'],
  ['a user and a password', 'http://user:secret@public.example/', 'address'],
  ['an encoded at sign', 'http://public.example%40127.0.0.1/', 'address'],
  ['a backslash before an at sign', 'http://127.0.0.1\\@public.example/', 'private-address'],
  ['a fragment before an at sign', 'http://127.0.0.1#@public.example/', 'private-address'],
  ['a port of mail', 'http://public.example:25/', 'address'],
  ['a port of a database', 'http://93.184.216.34:5432/', 'address'],
  ['a port out of bounds', 'http://public.example:65536/', 'address'],
  ['a port twice', 'http://public.example:80:80/', 'address'],
  ['port zero', 'http://public.example:0/', 'address'],
  ['a file', 'file:///etc/passwd', 'address'],
  ['a scheme in capitals', 'FILE:///etc/passwd', 'address'],
  ['a gopher', 'gopher://127.0.0.1:6379/_INFO', 'address'],
  ['data', 'data:text/html,hello', 'address'],
  ['a script', 'javascript:alert(1)', 'address'],
];

let server: Server;
let firstHop: Fetch;
let port: number;
let reached = 0;
const lookups: string[] = [];
let answers: readonly (readonly string[])[] = [];

const lookup = async (host: string): Promise<readonly string[]> => {
  lookups.push(host);
  if (host === 'rebinding.example') return answers[Math.min(lookups.length, answers.length) - 1] ?? [];
  const found = names[host];
  if (!found) throw new Error(`ENOTFOUND ${host}`);
  return found;
};
const strict = safeFetch({ allow: [], userAgent: 'cuaso-test', lookup });
// 127.0.0.1 stands for a public address here, 127.0.0.2 for a private one.
const loose = safeFetch({ allow: ['127.0.0.1/32'], userAgent: 'cuaso-test', lookup });

beforeAll(async () => {
  server = createServer((request, response) => {
    reached++;
    const to = new URL(request.url ?? '/', 'http://x').searchParams.get('to');
    if (to === null) response.writeHead(200, { connection: 'close' }).end('reached');
    else response.writeHead(302, { location: to, connection: 'close' }).end();
  });
  await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
  port = (server.address() as AddressInfo).port;
  firstHop = safeFetch({ allow: [], origins: [`http://127.0.0.1:${port}`], userAgent: 'cuaso-test', lookup });
});
afterAll(async () => {
  await Promise.all([strict, loose, firstHop].map((each) => each.close()));
  server.closeAllConnections();
  server.close();
});

const problem = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'reached',
    (error: FetchError) => error.code,
  );

describe('address tricks', () => {
  it('are more than sixty', () => expect(new Set(tricks.map(([, url]) => url)).size).toBeGreaterThanOrEqual(60));

  it.each(tricks)('%s: %s is refused', async (_name, url, as) => expect(await problem(strict(url))).toBe(as));

  it.each(tricks)('%s: a redirect to %s is refused', async (_name, url, as) => {
    // In a header only what is printable arrives, and without slashes an address is one within the same host.
    const to = /[^ -~]/.test(url) ? encodeURI(new URL(url, 'http://x').href) : url.replace(/^http:(?!\/)/, 'http://');
    const before = reached;
    expect(await problem(firstHop(`http://127.0.0.1:${port}/?to=${encodeURIComponent(to)}`))).toBe(as);
    expect(reached).toBe(before + 1);
  });
});

describe('a name that changes its address', () => {
  const open = async (plan: readonly (readonly string[])[], path = '/') => {
    lookups.length = 0;
    answers = plan;
    return problem(loose(`http://rebinding.example:${port}${path}`));
  };

  it('is asked for once for each connection, and the address that was judged is the one connected to', async () => {
    const before = reached;
    expect(await open([['127.0.0.1'], ['10.0.0.1']])).toBe('reached');
    expect(lookups).toEqual(['rebinding.example']);
    expect(reached).toBe(before + 1);
  });

  it('is refused at the second visit and at the second hop, when it turns private', async () => {
    await open([['127.0.0.1'], ['127.0.0.2']]);
    const before = reached;
    expect(await problem(loose(`http://rebinding.example:${port}/`))).toBe('private-address');
    expect(reached).toBe(before);
    expect(
      await open([['127.0.0.1'], ['127.0.0.2']], `/?to=${encodeURIComponent(`http://rebinding.example:${port}/x`)}`),
    ).toBe('private-address');
    expect(reached).toBe(before + 1);
  });

  it('is refused when one of its addresses is private, whichever comes first', async () => {
    expect(await open([['127.0.0.1', '127.0.0.2']])).toBe('private-address');
    expect(await open([['127.0.0.2', '127.0.0.1']])).toBe('private-address');
  });

  it('is reached by its second address when the first does not take the connection', async () => {
    const both = safeFetch({ allow: ['127.0.0.0/8', '::1/128'], userAgent: 'cuaso-test', lookup });
    lookups.length = 0;
    answers = [['::1', '127.0.0.1']];
    expect(await problem(both(`http://rebinding.example:${port}/`))).toBe('reached');
    await both.close();
  });
});
