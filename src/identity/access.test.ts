import { expect, test } from 'vitest';
import { deskPath } from './access.ts';

test('after signing in one comes back to a page of the desk, and nowhere else', () => {
  expect(deskPath('/desk/people?role=owner')).toBe('/desk/people?role=owner');
  expect(deskPath('/desk')).toBe('/desk');
  for (const hostile of [
    undefined,
    '',
    'https://evil.example/desk',
    '//evil.example/desk',
    '/\\evil.example',
    '/desk/../admin',
    '/desk/..//evil.example',
    '/deskevil',
    '/desk@evil.example',
    'javascript:alert(1)',
    '/desk\n/..//evil.example',
  ])
    expect(deskPath(hostile)).toBe('/desk');
});
