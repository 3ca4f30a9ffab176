import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import { linkIn, password, type TestDesk, testDesk, type Visitor } from '../../test/harness/desk.ts';
import { firstOwnerLink, newLink } from './index.ts';

const publicUrl = 'http://cuaso.test';
let now = new Date();
const clock = () => now;

const signIn = (who: Visitor, email: string, typed = password) => who.post('/desk/sign-in', { email, password: typed });

const secure = testDatabase();

describe('the first owner', () => {
  const database = testDatabase();
  let desk: TestDesk;
  beforeAll(() => {
    desk = testDesk(database.db, [], { clock });
  });

  test('before there is anybody, the sign-in page says where the link is', async () => {
    expect((await desk.visitor().get('/desk/sign-in')).text).toContain('Nobody has an account yet');
  });

  test('comes in by the link once, however many send it at the same moment', async () => {
    const earlier = await firstOwnerLink(database.db, { clock, publicUrl });
    const link = new URL((await firstOwnerLink(database.db, { clock, publicUrl })) ?? '');
    const token = link.searchParams.get('token') ?? '';
    expect((await desk.visitor().get(new URL(earlier ?? '').pathname + new URL(earlier ?? '').search)).status).toBe(
      410,
    );

    const page = await desk.visitor().get(link.pathname + link.search);
    expect(page.status).toBe(200);
    expect(page.text).toContain('value="National Desk"');

    const form = { token, name: 'Lê <b>Chủ</b>', email: 'OWNER@example.vn ', organisation: 'National Desk' };
    const short = await desk.visitor().post('/desk/welcome', { ...form, password: 'short', again: 'short' });
    expect(short.status).toBe(422);
    expect(short.text).toContain('Choose a password of 12 to 128 characters');
    expect(short.text).toContain('value="Lê &lt;b&gt;Chủ&lt;/b&gt;"');
    expect(short.text).toContain(`value="${token}"`);

    const crowd = await Promise.all(
      Array.from({ length: 10 }, (_, i) => {
        const body = { ...form, email: i === 0 ? form.email : `other${i}@example.vn`, password, again: password };
        return desk.visitor().post('/desk/welcome', body);
      }),
    );
    expect(crowd.map(({ status }) => status).sort()).toEqual([303, ...Array<number>(9).fill(410)]);
    expect(await firstOwnerLink(database.db, { clock, publicUrl })).toBeUndefined();
    const cookie = crowd
      .flatMap(({ headers }) => headers.getSetCookie())
      .find((line) => line.includes('session_token'));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).toMatch(/Path=\/desk/i);
    expect(cookie).not.toMatch(/Secure/i);
  });
});

describe('people at the desk', () => {
  const database = testDatabase();
  let desk: TestDesk;
  let owner: Visitor;
  beforeAll(async () => {
    desk = testDesk(database.db, [], { clock });
    owner = await desk.firstOwner();
  });

  const idOf = async (email: string): Promise<string> => {
    const { text } = await owner.get('/desk/people');
    const row = text.split('<tr').find((part) => part.includes(email));
    return /\/desk\/people\/([\w-]+)/.exec(row ?? '')?.[1] ?? '';
  };
  const isIn = async (who: Visitor) => (await who.get('/desk/account')).status === 200;

  test('a wrong password and an unknown address are refused in the same words, and the address stays typed', async () => {
    const { email } = await desk.person('editor');
    const wrong = await signIn(desk.visitor(), email, 'not the password');
    const unknown = await signIn(desk.visitor(), 'nobody@example.vn');
    for (const answer of [wrong, unknown]) {
      expect(answer.status).toBe(401);
      expect(answer.text).toContain('E-mail and password do not belong together');
    }
    expect(wrong.text).toContain(`value="${email}"`);
    expect(wrong.text).not.toContain('not the password');
    const empty = await signIn(desk.visitor(), 'no address', '');
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('Type an e-mail address');
    expect(empty.text).toContain('value="no address"');
  });

  test('too many tries close the door for their own network only', async () => {
    const { email } = await desk.person('editor');
    const attacker = desk.visitor();
    const tries = [];
    for (let i = 0; i < 11; i++) tries.push(await signIn(attacker, email, `guess number ${i}`));
    expect(tries.map(({ status }) => status)).toEqual([...Array<number>(10).fill(401), 429]);
    expect(tries.at(-1)?.text).toMatch(/Try again in \d+ seconds?/);
    expect(Number(tries.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await signIn(attacker, email)).status).toBe(429);
    expect((await signIn(desk.visitor(), email)).location).toBe('/desk');
  });

  test('whoever is not signed in is led to the door and back, and loses no form', async () => {
    const visitor = desk.visitor();
    const { location } = await visitor.get('/desk/people?role=owner');
    expect(location).toBe('/desk/sign-in?next=%2Fdesk%2Fpeople%3Frole%3Downer');
    expect((await visitor.get(location ?? '')).text).toContain('name="next" value="/desk/people?role=owner"');
    const back = await visitor.post('/desk/sign-in', {
      email: 'owner@example.vn',
      password,
      next: '/desk/people?role=owner',
    });
    expect(back.location).toBe('/desk/people?role=owner');
    expect((await visitor.get('/desk/sign-in')).location).toBe('/desk');

    const form = await desk.visitor().post('/desk/people/invite', { name: 'Typed' });
    expect(form.status).toBe(401);
    expect(form.text).toContain('what you typed is still in it');
  });

  test('signing out ends the session itself, not only the cookie', async () => {
    const editor = await desk.person('editor');
    const kept = new Map(editor.cookies);
    expect((await editor.post('/desk/sign-out')).location).toBe('/desk/sign-in?ended');
    for (const [name, value] of kept) editor.cookies.set(name, value);
    expect(await isIn(editor)).toBe(false);
  });

  test('a session that is ended elsewhere is out at once; another person cannot end it', async () => {
    const editor = await desk.person('editor');
    const elsewhere = desk.visitor();
    await signIn(elsewhere, editor.email);
    const { text } = await editor.get('/desk/account');
    const ids = [...text.matchAll(/name="id" value="([^"]+)"/g)].map(([, id = '']) => id);
    expect(ids).toHaveLength(2);
    for (const id of ids) await owner.post('/desk/account/sessions/end', { id });
    expect(await isIn(elsewhere)).toBe(true);

    const own = text.split('<tr').find((row) => row.includes('this one'));
    const other = ids.find((id) => !own?.includes(id)) ?? '';
    expect((await editor.post('/desk/account/sessions/end', { id: other })).status).toBe(303);
    expect(await isIn(elsewhere)).toBe(false);
    expect(await isIn(editor)).toBe(true);
  });

  test('a new password ends every other session', async () => {
    const editor = await desk.person('editor');
    const elsewhere = desk.visitor();
    await signIn(elsewhere, editor.email);
    const next = 'another long password';
    const form = { current: password, password: next, again: next };
    const wrong = await editor.post('/desk/account/password', { ...form, current: 'a guess at it' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('This is not your present password');
    const differ = await editor.post('/desk/account/password', { ...form, again: 'something else' });
    expect(differ.text).toContain('The two passwords differ');
    expect((await editor.post('/desk/account/password', form)).status).toBe(303);
    expect(await isIn(elsewhere)).toBe(false);
    expect(await isIn(editor)).toBe(true);
    expect((await signIn(desk.visitor(), editor.email, next)).status).toBe(303);
    expect((await signIn(desk.visitor(), editor.email)).status).toBe(401);
  });

  test('sign-in in two steps: set up, asked for, backup code once, turned off', async () => {
    const editor = await desk.person('editor');
    const refused = await editor.post('/desk/account/two-factor/begin', { confirm: 'a guess at it' });
    expect(refused.text).toContain('This is not your present password');
    const setup = await editor.post('/desk/account/two-factor/begin', { confirm: password });
    expect(setup.text).toContain('<svg class="qr"');
    expect(setup.text).not.toMatch(/style=/);
    const secret = (/<code>((?:[A-Z2-7]{1,4} ?)+)<\/code>/.exec(setup.text)?.[1] ?? '').replaceAll(' ', '');
    const codes = setup.text.match(/\b\w{5}-\w{5}\b/g) ?? [];
    expect(codes).toHaveLength(10);

    expect((await signIn(desk.visitor(), editor.email)).location).toBe('/desk');
    expect((await editor.post('/desk/account/two-factor/confirm', { code: '12' })).text).toContain(
      'This code is not right',
    );
    expect((await editor.post('/desk/account/two-factor/confirm', { code: totp(secret) })).status).toBe(303);
    expect((await editor.get('/desk/account')).text).toContain('Make new backup codes');

    const phone = desk.visitor();
    const first = await phone.post('/desk/sign-in', { email: editor.email, password, next: '/desk/account' });
    expect(first.location).toBe('/desk/sign-in/code?next=%2Fdesk%2Faccount');
    expect(await isIn(phone)).toBe(false);
    const wrong = await phone.post('/desk/sign-in/code', { code: 'abcde-fghij' });
    expect(wrong.status).toBe(401);
    expect(wrong.text).toContain('This code is not right');
    expect((await phone.post('/desk/sign-in/code', { code: totp(secret), next: '/desk/account' })).location).toBe(
      '/desk/account',
    );
    expect(await isIn(phone)).toBe(true);

    const [code = ''] = codes;
    const lost = desk.visitor();
    await signIn(lost, editor.email);
    expect((await lost.post('/desk/sign-in/code', { code })).location).toBe('/desk');
    const again = desk.visitor();
    await signIn(again, editor.email);
    expect((await again.post('/desk/sign-in/code', { code })).status).toBe(401);
    expect((await desk.visitor().post('/desk/sign-in/code', { code: totp(secret) })).text).toContain('Begin again');

    expect((await lost.post('/desk/account/two-factor/codes', { confirm: password })).text).not.toContain(codes[1]);
    expect((await lost.post('/desk/account/two-factor/off', { confirm: password })).status).toBe(303);
    expect((await signIn(desk.visitor(), editor.email)).location).toBe('/desk');
  });

  test('a new link lets in somebody who lost password and phone, once and for a day', async () => {
    const editor = await desk.person('editor');
    const { text } = await editor.post('/desk/account/two-factor/begin', { confirm: password });
    const secret = (/<code>((?:[A-Z2-7]{1,4} ?)+)<\/code>/.exec(text)?.[1] ?? '').replaceAll(' ', '');
    await editor.post('/desk/account/two-factor/confirm', { code: totp(secret) });
    const link = await newLink(database.db, { email: editor.email.toUpperCase(), clock, publicUrl });
    expect(await isIn(editor)).toBe(true);
    await desk.enter(link, { password: 'a third long password', again: 'a third long password' });
    expect(await isIn(editor)).toBe(false);
    expect((await signIn(desk.visitor(), editor.email, 'a third long password')).location).toBe('/desk');
    await expect(desk.enter(link)).rejects.toThrow('410');

    const old = linkIn((await owner.post(`/desk/people/${await idOf(editor.email)}/link`)).text);
    now = new Date(now.getTime() + 24 * 3_600_000 + 1);
    await expect(desk.enter(old)).rejects.toThrow('410');
    await expect(newLink(database.db, { email: 'nobody@example.vn', clock, publicUrl })).rejects.toThrow('nobody has');
  });

  test('a deactivated person is out at once and told so; let in again, they come in', async () => {
    const editor = await desk.person('editor');
    const id = await idOf(editor.email);
    expect((await owner.post(`/desk/people/${id}/deactivate`)).status).toBe(303);
    expect(await isIn(editor)).toBe(false);
    const refused = await signIn(desk.visitor(), editor.email);
    expect(refused.status).toBe(401);
    expect(refused.text).toContain('Your access has been switched off');
    await expect(newLink(database.db, { email: editor.email, clock, publicUrl })).rejects.toThrow('deactivated');
    await owner.post(`/desk/people/${id}/reactivate`);
    expect((await signIn(desk.visitor(), editor.email)).location).toBe('/desk');
  });

  test('the last owner stays, whatever is tried; a second one makes it possible', async () => {
    const id = await idOf('owner@example.vn');
    const nationalDesk = await desk.organisation('national-desk');
    const elsewhere = await desk.organisation('press');
    const name = 'Lê Chủ Nhà';
    const answers = [
      await owner.post(`/desk/people/${id}`, { name, role: 'editor', organisation: nationalDesk }),
      await owner.post(`/desk/people/${id}`, { name, role: 'owner', organisation: elsewhere }),
      await owner.post(`/desk/people/${id}/deactivate`),
    ];
    for (const { status, text } of answers) {
      expect(status).toBe(422);
      expect(text).toContain('This is the last owner of the national desk');
    }
    const kind = await owner.post(`/desk/organisations/${nationalDesk}`, { name: 'National Desk', kind: 'press' });
    expect(kind.text).toContain('There is one national desk');
    expect((await owner.get('/desk/people')).status).toBe(200);
  });

  test('an owner elsewhere manages their own people and nobody else', async () => {
    const press = await desk.person('owner', 'press');
    const mission = await desk.person('editor', 'mission');
    const id = await idOf(mission.email);
    const { text } = await press.get('/desk/people');
    expect(text).toContain(press.email);
    expect(text).not.toContain(mission.email);
    expect((await press.get(`/desk/people/${id}`)).status).toBe(404);
    for (const step of ['link', 'deactivate', 'reactivate'])
      expect((await press.post(`/desk/people/${id}/${step}`)).status).toBe(404);
    const place = { name: 'Spy', role: 'owner', organisation: await desk.organisation('mission') };
    expect(
      (await press.post(`/desk/people/${id}`, { ...place, organisation: await desk.organisation('press') })).status,
    ).toBe(404);
    const invited = await press.post('/desk/people/invite', { ...place, email: 'spy@example.vn' });
    expect(invited.status).toBe(422);
    expect(invited.text).toContain('not yours to manage');
    const own = await idOf(press.email);
    const away = await press.post(`/desk/people/${own}`, {
      ...place,
      organisation: await desk.organisation('national-desk'),
    });
    expect(away.status).toBe(422);
    expect(await isIn(mission)).toBe(true);
    expect((await press.get('/desk/organisations')).status).toBe(403);
    expect((await press.get('/desk/audit')).status).toBe(403);
  });

  test('a role that changes holds from the next page on', async () => {
    const editor = await desk.person('editor');
    expect((await editor.get('/desk/audit')).status).toBe(403);
    const organisation = await desk.organisation('national-desk');
    await owner.post(`/desk/people/${await idOf(editor.email)}`, { name: 'Now owner', role: 'owner', organisation });
    expect((await editor.get('/desk/audit')).status).toBe(200);
    await owner.post(`/desk/people/${await idOf(editor.email)}`, { name: 'Once owner', role: 'analyst', organisation });
    expect((await editor.get('/desk/audit')).status).toBe(403);
  });

  test('hostile words stay words', async () => {
    const name = '"><script>alert(1)</script>\u202e\0';
    const organisation = await desk.organisation('national-desk');
    const form = { name, email: 'evil@example.vn', role: 'editor', organisation };
    const { text } = await owner.post('/desk/people/invite', form);
    expect(linkIn(text)).toContain('token=');
    await owner.post('/desk/organisations', { name: `<img src=x onerror=alert(1)> \ud800`, kind: 'press' });
    for (const path of [
      '/desk/people',
      '/desk/organisations',
      '/desk/audit',
      `/desk/people/${await idOf(form.email)}`,
    ]) {
      const page = await owner.get(path);
      expect(page.status).toBe(200);
      expect(page.text).not.toContain('<script>alert');
      expect(page.text).not.toContain('<img src=x');
    }
    const nowhere = await owner.post('/desk/people/invite', {
      ...form,
      email: 'x@example.vn',
      organisation: 'nowhere',
    });
    expect(nowhere.status).toBe(422);
    expect(nowhere.text).toContain('There is no such organisation');
    const taken = await owner.post('/desk/people/invite', { ...form, name: 'Another' });
    expect(taken.status).toBe(422);
    expect(taken.text).toContain('Somebody already has this e-mail address');
    expect(taken.text).toContain('value="Another"');
    for (const query of [
      '?person=%00&action=%27%22',
      '?from=2026-02-31&until=x&page=-1',
      '?subject=%25&page=99999999999',
    ])
      expect((await owner.get(`/desk/audit${query}`)).status).toBe(200);
    expect((await owner.get('/desk/people?done=identity.done.<b>')).text).not.toContain('<b>');
    expect((await owner.get('/desk/people?done=identity.done.nonsense')).text).not.toContain('identity.done.nonsense');
    expect((await owner.get('/desk/people?done=identity.done.saved')).text).toContain('Saved.');
  });

  test('the audit trail tells who did what, and can be asked', async () => {
    const editor = await desk.person('editor');
    const id = await idOf(editor.email);
    const { text } = await owner.get(`/desk/audit?subject=person:${id}`);
    for (const action of ['person.invite', 'person.welcome', 'session.begin'])
      expect(text).toContain(`title="${action}"`);
    expect(text).toContain('invited a person');
    expect(text).toContain(`email: ${editor.email}`);
    const mine = (await owner.get(`/desk/audit?person=${id}&action=session.`)).text;
    expect(mine).toContain('session.begin');
    expect(mine).not.toContain('person.invite');
    expect((await owner.get('/desk/audit?until=2020-01-01')).text).toContain('Nothing was found');
  });
});

test('over https the cookie travels over https only', async () => {
  const visitor = await testDesk(secure.db, [], { publicUrl: 'https://cuaso.test' }).firstOwner();
  expect([...visitor.cookies.keys()]).toContain('__Secure-cuaso.session_token');
  expect((await visitor.get('/desk/account')).status).toBe(200);
});

/** A time-based one-time password (RFC 6238: SHA-1, 30 seconds, 6 digits) of a key in base 32. */
function totp(secret: string): string {
  const bits = [...secret]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const code = hash.readUInt32BE((hash.at(-1) ?? 0) & 15) & 0x7fffffff;
  return String(code % 1_000_000).padStart(6, '0');
}
