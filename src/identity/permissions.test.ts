import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  can,
  isPermission,
  type Organisation,
  organisationKinds,
  type Permission,
  type Person,
  permissions,
  roles,
} from './permissions.ts';

const organisation = (kind: Organisation['kind'], id = kind): Organisation => ({ id, name: id, kind });
const person = (role: Person['role'], kind: Organisation['kind']): Person => ({
  id: 'p',
  name: 'Lê Thu',
  email: 'thu@example.vn',
  role,
  organisation: organisation(kind),
});
const all = Object.keys(permissions) as Permission[];
const allowed = (role: Person['role'], kind: Organisation['kind']) =>
  all.filter((name) => can(person(role, kind), name));

test('at the national desk, each role may do exactly this', () => {
  expect(allowed('owner', 'national-desk')).toEqual(all);
  expect(allowed('editor', 'national-desk')).toEqual([
    'source.read',
    'source.write',
    'source.import',
    'event.read',
    'event.write',
    'assignment.ask',
    'assignment.answer',
    'story.read',
    'story.weave',
    'article.read',
    'article.write',
    'article.translate',
    'article.submit',
    'article.publish',
    'article.withdraw',
    'article.correct',
    'account.own',
  ]);
  expect(allowed('translator', 'national-desk')).toEqual([
    'source.read',
    'event.read',
    'assignment.answer',
    'story.read',
    'article.read',
    'article.translate',
    'article.submit',
    'account.own',
  ]);
  expect(allowed('contributor', 'national-desk')).toEqual([
    'source.read',
    'event.read',
    'assignment.answer',
    'story.read',
    'article.read',
    'article.write',
    'article.submit',
    'account.own',
  ]);
  expect(allowed('analyst', 'national-desk')).toEqual([
    'source.read',
    'event.read',
    'story.read',
    'article.read',
    'system.read',
    'account.own',
  ]);
});

test('an owner elsewhere runs their own house and nothing national', () => {
  expect(allowed('owner', 'press')).toEqual([
    'source.read',
    'event.read',
    'assignment.answer',
    'story.read',
    'article.read',
    'article.write',
    'article.translate',
    'article.submit',
    'people.manage',
    'account.own',
  ]);
});

test('the national desk reaches the things of every organisation, others only their own', () => {
  expect(can(person('owner', 'national-desk'), 'people.manage', 'mission')).toBe(true);
  expect(can(person('owner', 'mission'), 'people.manage', 'mission')).toBe(true);
  expect(can(person('owner', 'mission'), 'people.manage', 'press')).toBe(false);
  expect(can(person('translator', 'mission'), 'article.translate', 'national-desk')).toBe(false);
  expect(can(person('analyst', 'press'), 'story.read', 'national-desk')).toBe(true);
});

test('whoever may touch one thing may open the page, and only within their own organisation', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...roles),
      fc.constantFrom(...organisationKinds),
      fc.constantFrom(...all),
      fc.string(),
      (role, kind, permission, other) => {
        const someone = person(role, kind);
        if (can(someone, permission, other)) expect(can(someone, permission)).toBe(true);
        if (kind !== 'national-desk' && other !== kind && permissions[permission][0] !== 'everything')
          expect(can(someone, permission, other)).toBe(false);
        else expect(can(someone, permission, other)).toBe(can(someone, permission));
      },
    ),
  );
});

test('names from data are checked against the table itself', () => {
  expect(isPermission('source.read')).toBe(true);
  expect(isPermission('toString')).toBe(false);
});
