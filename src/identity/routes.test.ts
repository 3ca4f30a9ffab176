import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import { password, type TestDesk, testDesk } from '../../test/harness/desk.ts';
import { accessOf, can, type Person, permissions, type Role, roles } from './index.ts';

describe('who may come in where', () => {
  const database = testDatabase();
  let desk: TestDesk;
  beforeAll(() => {
    desk = testDesk(database.db);
  });

  test('every route says who may come in', () => {
    const paths = new Map<string, string[]>();
    for (const { method, path, handler } of desk.app.routes.filter(({ method }) => method !== 'ALL')) {
      const access = accessOf(handler);
      const key = `${method} ${path}`;
      paths.set(key, [...(paths.get(key) ?? []), ...(access ? [access] : [])]);
    }
    expect(paths.size).toBeGreaterThan(25);
    expect([...paths].filter(([, access]) => access.length !== 1)).toEqual([]);
  });

  test('the desk begins where the work of a person does', async () => {
    const sources = { path: '/desk/sources', label: 'identity.name', permission: 'source.read', keys: 'g s' } as const;
    const working = testDesk(database.db, [{ name: 'sources', desk: [sources] }]);
    expect((await (await desk.firstOwner()).get('/desk?done=identity.done.saved')).location).toBe(
      '/desk/people?done=identity.done.saved',
    );
    expect((await (await desk.person('analyst')).get('/desk')).location).toBe('/desk/account');
    const editor = working.visitor();
    await editor.post('/desk/sign-in', { email: (await desk.person('editor')).email, password });
    expect((await editor.get('/desk')).location).toBe('/desk/sources');
    const later = { ...sources, path: '/desk/stories', begins: true } as const;
    const chosen = testDesk(database.db, [{ name: 'sources', desk: [sources, later] }]).visitor();
    await chosen.post('/desk/sign-in', { email: (await desk.person('editor')).email, password });
    expect((await chosen.get('/desk')).location).toBe('/desk/stories');
    expect((await editor.get('/desk/account')).text).toContain('<a href="/desk/sources" data-keys="g s"');
  });

  test('each role gets in exactly where the table says', async () => {
    const organisation = { id: '', name: '', kind: 'national-desk' } as const;
    const pages = desk.app.routes.filter(({ method, path }) => method === 'GET' && !path.includes(':'));
    for (const role of roles) {
      const visitor = await desk.person(role);
      const person: Person = { id: '', name: '', email: '', role, organisation };
      for (const { path, handler } of pages) {
        const access = accessOf(handler);
        if (access === undefined || access === 'open' || access === 'signed-out') continue;
        const status = can(person, access) ? (path === '/desk' ? 302 : 200) : 403;
        expect([role, path, (await visitor.get(path)).status]).toEqual([role, path, status]);
        expect((await desk.visitor().get(path)).status).toBe(302);
      }
      const { text } = await visitor.get('/desk/account');
      expect(text.includes('href="/desk/people"')).toBe(
        (permissions['people.manage'][1] as readonly Role[]).includes(role),
      );
    }
  });
});
