import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressKey, isFront, judgeCanonical, withoutTracking } from './address.ts';

describe('withoutTracking', () => {
  it('takes away what follows readers, and nothing that tells pages apart', () => {
    expect(withoutTracking('https://x.vn/a?id=3&utm_source=rss&fbclid=abc#top')).toBe('https://x.vn/a?id=3');
    expect(withoutTracking('https://x.vn/#!/bai/3')).toBe('https://x.vn/#!/bai/3');
    expect(withoutTracking('https://x.vn/tin.aspx;jsessionid=9F3?id=3&PHPSESSID=77')).toBe(
      'https://x.vn/tin.aspx?id=3',
    );
    expect(withoutTracking('not an address')).toBe('not an address');
  });
});

describe('the key of an address', () => {
  const article = 'https://bao.vn/van-hoa/den-long-123.html';
  it.each([
    'http://bao.vn/van-hoa/den-long-123.html',
    'https://www.bao.vn/van-hoa/den-long-123.html/',
    'https://BAO.vn:443/van-hoa/den-long-123.html?utm_source=zalo&fbclid=1#binh-luan',
    'https://m.bao.vn/van-hoa/den-long-123.html',
    'https://amp.bao.vn/van-hoa/den-long-123.html',
    'https://bao.vn/amp/van-hoa/den-long-123.html',
    'https://bao.vn/van-hoa/den-long-123.amp.html',
    'https://bao.vn/van-hoa/den-long-123.html/amp',
    'https://bao.vn/van-hoa/den-long-123.html?amp=1',
    'https://bao.vn/van-hoa/den-long-123.html?amp',
    'https://bao.vn/van-hoa/den-long-123.html?outputType=amp',
    'https://bao.vn/van-hoa/den-long-123.html?print=1',
    'https://bao.vn/van-hoa/den-long-123.html/print/',
    'https://bao.vn/van-hoa/den%2Dlong-123.html',
    'https://bao.vn/van-hoa/den-long-123.html;jsessionid=AF09',
  ])('is the same for %s', (variant) => {
    expect(addressKey(variant)).toBe(addressKey(article));
  });

  it.each([
    ['https://bao.vn/tin?id=1', 'https://bao.vn/tin?id=2'],
    ['https://bao.vn/a', 'https://bao.vn/A'],
    ['https://bao.vn/amply-hoi-an', 'https://bao.vn/ly-hoi-an'],
    ['https://vanhoa.bao.vn/1', 'https://thethao.bao.vn/1'],
    ['https://bao.vn/#!/1', 'https://bao.vn/#!/2'],
    ['https://bao.vn/list?mode=news', 'https://bao.vn/list?mode=video'],
    ['https://m.vn/1', 'https://vn/1'],
  ])('tells %s from %s', (one, other) => {
    expect(addressKey(one)).not.toBe(addressKey(other));
  });

  it('does not care for the order of parameters, nor for the case of what is encoded', () => {
    expect(addressKey('https://bao.vn/t?b=2&a=1')).toBe(addressKey('https://bao.vn/t?a=1&b=2'));
    expect(addressKey('https://bao.vn/%c4%91%C3%A8n')).toBe(addressKey('https://bao.vn/đèn'));
  });

  it('is the same again for an address that was cleaned', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
        expect(addressKey(withoutTracking(address))).toBe(addressKey(address));
      }),
    );
  });
});

describe('a front page', () => {
  it.each([
    'https://x.vn',
    'http://www.x.vn/',
    'https://x.vn/index.html',
    'https://x.vn/vi',
    'https://x.vn/en-us/',
    'https://x.vn/trang-chu',
  ])('is %s', (address) => expect(isFront(address)).toBe(true));
  it.each(['https://x.vn/?id=3', 'https://x.vn/bai', 'https://x.vn/#!/3', 'https://x.vn/vi/bai'])(
    'is not %s',
    (address) => expect(isFront(address)).toBe(false),
  );
});

describe('what a page says of its own address', () => {
  const page = 'https://m.hanoi.gov.vn/tin-tuc/le-hoi-hoa-ban-8812.html?utm_source=rss';
  const judged = (stated: string | undefined, at = page) => judgeCanonical(stated, at);

  it('is believed on its own site, in all its forms', () => {
    const own = 'https://hanoi.gov.vn/tin-tuc/le-hoi-hoa-ban-8812.html';
    expect(judged(own)).toEqual({ own });
    expect(judged(`${own}?fbclid=1#top`)).toEqual({ own });
    expect(judged('https://hanoi.gov.vn/8812', 'https://sovhtt.hanoi.gov.vn/?p=8812')).toEqual({
      own: 'https://hanoi.gov.vn/8812',
    });
    expect(judged('http://127.0.0.1:4000/a', 'http://127.0.0.1:4000/b')).toEqual({ own: 'http://127.0.0.1:4000/a' });
  });

  it.each([
    undefined,
    '',
    'javascript:alert(1)',
    'https://hanoi.gov.vn/',
    'https://hanoi.gov.vn/index.html',
    'https://hanoi.gov.vn/vi',
    'https://ttxvn.example/',
    'https://hanoi.gov.vn/tin-tuc',
    'https://hanoi.gov.vn/tin-tuc/',
    'http://localhost/tin-tuc/le-hoi-hoa-ban-8812.html',
    'http://10.0.0.7/tin-tuc/le-hoi-hoa-ban-8812.html',
    'http://cms.internal/tin-tuc/8812',
    'https://user:secret@hanoi.gov.vn/8812',
    `https://hanoi.gov.vn/${'a'.repeat(3_000)}`,
  ])('is not believed when it says %s', (stated) => {
    expect(judged(stated)).toBeUndefined();
  });

  it('is not believed when it forgets by what the page was found', () => {
    expect(judged('https://x.vn/news.aspx', 'https://x.vn/news.aspx?newsid=3')).toBeUndefined();
    expect(judged('https://x.vn/news.aspx?newsid=3', 'https://x.vn/news.aspx?newsid=3&cat=9')).toEqual({
      own: 'https://x.vn/news.aspx?newsid=3',
    });
  });

  it('tells of another site where it stood first, also of a neighbour under one suffix', () => {
    expect(judged('https://hang-tin.example/8812')).toEqual({ elsewhere: 'https://hang-tin.example/8812' });
    expect(judged('https://danang.gov.vn/8812')).toEqual({ elsewhere: 'https://danang.gov.vn/8812' });
    expect(judged('https://gov.vn/8812')).toEqual({ elsewhere: 'https://gov.vn/8812' });
  });
});
