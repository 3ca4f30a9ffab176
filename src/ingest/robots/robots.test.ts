import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everything, forbids, readRobots } from './robots.ts';

const said = (...lines: string[]) => readRobots(lines.join('\n'), 'CuaSo');
const may = (robots: ReturnType<typeof said>, path: string) =>
  forbids(robots, new URL(path, 'http://outlet.example')) === undefined;
const rules = (...lines: string[]) => said('User-agent: *', ...lines);

describe('whom a robots.txt speaks to', () => {
  it('is the robot of the name, else everybody', () => {
    const both = said('User-agent: *', 'Disallow: /', '', 'User-agent: cuaso', 'Disallow: /in/');
    expect([may(both, '/out'), may(both, '/in/a'), both.named]).toEqual([true, false, true]);
    const others = said('User-agent: OtherBot', 'Disallow: /', '', 'User-agent: *', 'Disallow: /in/');
    expect([may(others, '/out'), may(others, '/in/a'), others.named]).toEqual([true, false, false]);
  });

  it('may be written with a version, in several groups, several names to one', () => {
    expect(may(said('User-agent: CuaSo/0.1', 'Disallow: /'), '/a')).toBe(false);
    const parted = said(
      'User-agent: CuaSo',
      'Disallow: /a',
      'User-agent: x',
      'Disallow: /',
      'User-agent: CuaSo',
      'Disallow: /b',
    );
    expect([may(parted, '/a'), may(parted, '/b'), may(parted, '/c')]).toEqual([false, false, true]);
    expect(may(said('User-agent: x', 'User-agent: CuaSo', 'User-agent: y', 'Disallow: /'), '/a')).toBe(false);
    expect(may(said('User-agent: CuaSoBot', 'Disallow: /'), '/a')).toBe(true);
  });

  it('is nobody before the first name, and nobody when it is empty', () => {
    expect(may(said('Disallow: /', 'User-agent: *', 'Disallow: /b'), '/a')).toBe(true);
    expect(said('')).toEqual(everything);
    expect(said('<!doctype html><html><body>Không tìm thấy: trang</body></html>')).toEqual(everything);
  });

  it('does not lump a group that only asks for slowness with the next', () => {
    const slow = said('User-agent: *', 'Crawl-delay: 10', 'User-agent: BadBot', 'Disallow: /');
    expect([may(slow, '/a'), slow.delay]).toEqual([true, 10]);
  });

  it('understands byte order marks, comments, all line ends, spaces and common slips', () => {
    const text = '\uFEFFuser-agent :  *   # everybody\r\rDISALLOW:/a # not here\r\nuseragent: nobody\nDissallow: /b';
    expect([may(readRobots(text, 'CuaSo'), '/a'), may(readRobots(text, 'CuaSo'), '/b')]).toEqual([false, true]);
    expect(may(rules('Dissallow: /b'), '/b')).toBe(false);
  });
});

describe('what a rule matches', () => {
  it.each<[string, string, boolean]>([
    ['/', '/anything', false],
    ['', '/anything', true],
    ['/fish', '/fish.html', false],
    ['/fish', '/Fish', true],
    ['/fish/', '/fish', true],
    ['fish', '/fishing', false],
    ['/*.php', '/a/b.php?x=1', false],
    ['/*.php$', '/a/b.php?x=1', true],
    ['/*.php$', '/a/b.php', false],
    ['/fish*.php', '/fishheads/catfish.php', false],
    ['/*?', '/a?b', false],
    ['/*?', '/a', true],
    ['/a$', '/a', false],
    ['/a$', '/ab', true],
    ['/a*$', '/ab', false],
    ['*/private/', '/x/private/y', false],
    ['/a$b', '/a$b', false],
    ['/tin%20tuc', '/tin tuc/1', false],
    ['/tin-tức', '/tin-t%E1%BB%A9c/1', false],
    ['/tin-t%e1%bb%a9c', '/tin-tức', false],
    ['/%7Euser', '/~user', false],
    ['/a%2Fb', '/a/b', true],
    ['/star%2A', '/star*', false],
    ['/star%2A', '/starfish', true],
  ])('Disallow: %s, asked for %s', (pattern, path, allowed) => {
    expect(may(rules(`Disallow: ${pattern}`), path)).toBe(allowed);
  });

  it('is decided by the longest, and by leave where two are as long', () => {
    expect(may(rules('Disallow: /', 'Allow: /feed'), '/feed/rss')).toBe(true);
    expect(may(rules('Allow: /', 'Disallow: /feed'), '/feed/rss')).toBe(false);
    expect(may(rules('Disallow: /a', 'Allow: /a'), '/a')).toBe(true);
    expect(may(rules('Allow: /$', 'Disallow: /'), '/')).toBe(true);
    expect(may(rules('Allow: /$', 'Disallow: /'), '/x')).toBe(false);
  });

  it('never is the file itself', () => expect(may(rules('Disallow: /'), '/robots.txt')).toBe(true));

  it('tells which rule it was', () => {
    expect(forbids(rules('Disallow: /tin/*?in='), new URL('http://x/tin/1?in=1'))).toBe('/tin/*?in=');
  });
});

describe('a robots.txt that means ill', () => {
  it('is read to its end, whatever stands in it', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('User-agent: *', 'User-agent: CuaSo', 'Disallow: /', 'Allow: /a', 'Crawl-delay: 1e9', ':', '#'),
    );
    const whole = fc.property(fc.array(line), fc.webPath(), (lines, path) => {
      const robots = said(...lines);
      const verdict = forbids(robots, { pathname: path || '/', search: '' });
      return (
        (verdict === undefined || robots.rules.some((rule) => !rule.allow && rule.pattern === verdict)) &&
        (robots.delay === null || robots.delay >= 0)
      );
    });
    expect(fc.check(whole, { numRuns: 500 }).failed).toBe(false);
  });

  it('means what a plain reading of the pattern means', () => {
    const piece = fc.constantFrom('a', 'b', '/', '*', 'ab', '.');
    const agree = fc.property(fc.array(piece), fc.array(piece), fc.boolean(), (pattern, path, end) => {
      const wanted = `/${pattern.join('')}${end ? '$' : ''}`;
      const asked = `/${path.join('').replaceAll('*', '')}`;
      const source = wanted.replace(/\$$/, '').replace(/\./g, '\\.').replace(/\*+/g, '.*');
      return (
        may(rules(`Disallow: ${wanted}`), `http://x${asked}`) !==
        new RegExp(`^${source}${end ? '$' : ''}`).test(new URL(`http://x${asked}`).pathname)
      );
    });
    expect(fc.check(agree, { numRuns: 2_000 }).failed).toBe(false);
  });

  it('is answered at once however many stars its patterns have', () => {
    const stars = rules(`Disallow: /${'*a'.repeat(1_900)}b`);
    expect(may(stars, `/${'a'.repeat(3_000)}`)).toBe(true);
  });
});
