import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookOf, safeLook } from './look.ts';

const forbidden = /url\(|@import|@font-face|<|\\|position\s*:\s*(?:fixed|sticky)|expression\(|-moz-binding/i;

describe('safeLook', () => {
  it.each([
    ['.a{color:red}', '.a{color:red}'],
    ['.a{background:#fff url(x.png) no-repeat}', '.a{background:#fff none no-repeat}'],
    ['@import "x.css";.a{top:0}', '.a{top:0}'],
    ['@font-face{font-family:x;src:url(y)}.a{top:0}', '.a{top:0}'],
    ['.a{position:fixed;top:0}', '.a{position: static;top:0}'],
    ['.a{posi\\74ion:fixed}', '.a{posi74ion:fixed}'],
  ])('%s', (css, expected) => {
    expect(safeLook(css).trim()).toBe(expected);
  });

  it('leaves nothing that asks, covers or ends the style element, whatever it is given', () => {
    const parts = fc.array(
      fc.constantFrom(
        'url(',
        'URL (',
        ')',
        '"',
        "'",
        '(',
        '/*',
        '*/',
        '@import',
        '@imp/**/ort',
        '@',
        'import',
        ';',
        '{',
        '}',
        '</style>',
        '\\',
        'position',
        ':',
        'fixed',
        'x',
        ' ',
        'image-set(',
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(parts, (words) => {
        const css = safeLook(words.join(''));
        expect(css).not.toMatch(/<|\\/);
        expect(css).not.toMatch(/url\s*\(/i);
        expect(css).not.toMatch(/@import\b/i);
      }),
      { numRuns: 2_000 },
    );
    expect(safeLook('a{background:url(\'x")}')).not.toMatch(forbidden);
  });

  it.each(["url('", 'url(', '/*', '@import ', '(', "'", '@@import;import'])(
    'a flood of %s is soon dealt with',
    (bomb) => {
      expect(safeLook(bomb.repeat(100_000))).not.toMatch(forbidden);
    },
  );
});

describe('lookOf', () => {
  it('names the style sheets of a page in their order', () => {
    expect(
      lookOf(
        `<link rel="stylesheet" href="/a.css"><style>.b{}</style><link rel="preload stylesheet" href="c.css"><link rel="stylesheet" media="print" href="/d.css"><link rel="icon" href="/e"><script>"<style>"</script><link rel="stylesheet" href="data:text/css,x">`,
        'https://cong.example.vn/vi/',
      ),
    ).toEqual([
      { url: 'https://cong.example.vn/a.css' },
      { text: '.b{}' },
      { url: 'https://cong.example.vn/vi/c.css' },
    ]);
  });
});
