import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fetched } from '../../platform/index.ts';
import { parseFeed } from '../feed/parse.ts';
import { nextStep } from './hub.ts';
import { hubOf, isSigned, leaseUntil, provesItself, renewAt, type Subscription, stretched } from './subscription.ts';

const now = new Date('2026-11-23T08:00:00Z');
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const answer = (headers: Record<string, string> = {}): Fetched => ({
  status: 200,
  url: 'https://bao.example/rss',
  headers,
  body: new Uint8Array(),
  redirects: [],
  notModified: false,
  milliseconds: 1,
});
const feed = (links: string) =>
  parseFeed(Buffer.from(`<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>${links}</feed>`), { now });

describe('a hub', () => {
  it('is named in the headers before it is named in the feed, and so is the topic', () => {
    const inFeed = feed(
      '<link rel="hub" href="https://hub.example/"/><link rel="self" href="https://bao.example/atom"/>',
    );
    expect(hubOf(inFeed, answer())).toEqual({ hub: 'https://hub.example/', topic: 'https://bao.example/atom' });
    const link = '<https://nhanh.example/>; rel="hub", </chinh>; rel=self, <https://x.example/>; rel="next"';
    expect(hubOf(inFeed, answer({ link }))).toEqual({
      hub: 'https://nhanh.example/',
      topic: 'https://bao.example/chinh',
    });
    expect(hubOf(feed('<link rel="hub" href="https://hub.example/"/>'), answer())?.topic).toBe(
      'https://bao.example/rss',
    );
    expect(hubOf(feed(''), answer())).toBeUndefined();
    expect(hubOf(feed('<link rel="hub" href="javascript:alert(1)"/>'), answer())).toBeUndefined();
  });

  it('grants a lease within bounds, which is renewed before it ends', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(undefined), fc.string(), fc.nat().map(String)), (seconds) => {
        const until = leaseUntil(seconds, now);
        const renew = renewAt(until, now);
        expect(until.getTime() - now.getTime()).toBeGreaterThanOrEqual(300_000);
        expect(until.getTime() - now.getTime()).toBeLessThanOrEqual(90 * 86_400_000);
        expect(renew.getTime()).toBeGreaterThan(now.getTime());
        expect(renew.getTime()).toBeLessThan(until.getTime());
      }),
    );
  });

  const subscription: Subscription = {
    channelId: 1,
    hub: 'https://hub.example/',
    topic: 'https://bao.example/rss',
    slug: 'x',
    secret: 'y',
    state: 'active',
    nextAt: now,
    askedAt: ago(100),
    leaseUntil: new Date(now.getTime() + 86_400_000),
    failures: 0,
    detail: null,
    lastPushAt: ago(2),
    pushes: 4,
    missedAt: null,
  };

  it.each<[string, Partial<Subscription>, number | null, boolean]>([
    ['that sent two hours ago', {}, 3_600, true],
    ['that has sent nothing yet', { lastPushAt: null }, 3_600, false],
    ['that went quiet', { lastPushAt: ago(30) }, 3_600, false],
    ['of a feed that speaks once a week', { lastPushAt: ago(30) }, 7 * 86_400, true],
    ['that missed something since', { missedAt: ago(1) }, 3_600, false],
    ['that missed something before it sent again', { missedAt: ago(3) }, 3_600, true],
    ['whose lease is over', { leaseUntil: ago(1) }, 3_600, false],
    ['that refused', { state: 'denied' }, 3_600, false],
  ])('%s proves itself, or does not', (_name, change, gap, proved) => {
    expect(provesItself({ ...subscription, ...change }, gap, now)).toBe(proved);
  });

  it('lets the feed be asked less often, never more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 86_400 }), (seconds) => {
        expect(stretched(seconds)).toBeGreaterThanOrEqual(Math.min(86_400, seconds));
        expect(stretched(seconds)).toBeLessThanOrEqual(86_400);
        expect(stretched(seconds)).toBeGreaterThanOrEqual(21_600);
      }),
    );
  });

  it.each<[Subscription['state'], Date | null, boolean, string]>([
    ['offered', null, true, 'subscribe'],
    ['failed', ago(3), true, 'subscribe'],
    ['active', ago(200), true, 'subscribe'],
    ['ended', ago(9), true, 'subscribe'],
    ['asked', ago(0.5), true, 'wait'],
    ['asked', ago(2), true, 'forget'],
    ['denied', ago(2), true, 'wait'],
    ['denied', ago(200), true, 'subscribe'],
    ['active', ago(2), false, 'unsubscribe'],
    ['asked', ago(2), false, 'unsubscribe'],
    ['offered', null, false, 'wait'],
    ['ended', ago(2), false, 'wait'],
  ])('when %s at %s and wanted: %s, the next step is to %s', (state, askedAt, wanted, step) => {
    expect(nextStep({ state, askedAt }, wanted, now)).toBe(step);
  });
});

describe('a signature', () => {
  const body = Buffer.from('<rss/>');
  const sign = (method: string, secret = 'bí mật', content: Uint8Array = body) =>
    `${method}=${createHmac(method, secret).update(content).digest('hex')}`;

  it.each(['sha1', 'sha256', 'sha384', 'sha512'])(
    'by %s holds for the content it was made of, and no other',
    (method) => {
      expect(isSigned(sign(method), 'bí mật', body)).toBe(true);
      expect(isSigned(sign(method).toUpperCase().replace(method.toUpperCase(), method), 'bí mật', body)).toBe(true);
      expect(isSigned(sign(method, 'khác'), 'bí mật', body)).toBe(false);
      expect(isSigned(sign(method, 'bí mật', Buffer.from('<rss />')), 'bí mật', body)).toBe(false);
      expect(isSigned(sign(method).slice(0, -2), 'bí mật', body)).toBe(false);
    },
  );

  it('is none when it is missing, by another method, or anything else', () => {
    for (const header of [undefined, '', 'md5=0123', 'sha256=', 'sha256=zz', sign('sha256').replace('sha256', 'sha1')])
      expect(isSigned(header, 'bí mật', body)).toBe(false);
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect(isSigned(header, 'bí mật', body)).toBe(false);
      }),
    );
  });
});
