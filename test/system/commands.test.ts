import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../harness/database.ts';
import { frontPage, loopback, rssFeed, site } from '../harness/sites.ts';
import { terminal } from '../harness/terminal.ts';

const test = testDatabase();
const cuaso = terminal(test);
const servers = loopback();
const folder = mkdtempSync(join(tmpdir(), 'cuaso-commands-'));
let origin = '';
const now = new Date();

beforeAll(async () => {
  const head = '<link rel="alternate" type="application/rss+xml" href="/tin.rss">';
  origin = await servers.host(
    site({ '/': frontPage('Cổng Ngọn Đèn', { head }), '/tin.rss': rssFeed('Tin', 12, { now, whole: true }) }),
  );
});
afterAll(() => {
  servers.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The one object that a command printed. */
const json = ({ out }: { out: string }) => JSON.parse(out);
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('cuaso sources', { timeout: 60_000 }, () => {
  let outlet = 0;
  let channel = 0;

  it('adds an address once, and says where it is when it is asked again', async () => {
    const added = await cuaso(
      'sources',
      'add',
      `${origin}/tin.rss`,
      '--name',
      'Cổng Ngọn Đèn',
      '--class',
      'official',
      '--json',
    );
    expect(added).toMatchObject({ code: 0, err: '' });
    ({ outletId: outlet, channelId: channel } = json(added));
    expect(json(added).added).toBe(true);
    const again = await cuaso('sources', 'add', `${origin}/tin.rss/`);
    expect(again).toMatchObject({
      code: 0,
      out: `It is registered already: channel ${channel} of outlet ${outlet}.\n`,
    });
  });

  it('visits a channel and tells each step; a failing one ends with 1 and the reason', async () => {
    const good = await cuaso('sources', 'try', `${channel}`);
    expect(good.code).toBe(0);
    expect(good.out).toMatch(
      /asks for .*\/tin\.rss[\s\S]*status 200[\s\S]*read as rss 2\.0: 12 entries[\s\S]*stored: 12 new[\s\S]*\nitems\n$/,
    );
    const bad = json(
      await cuaso('sources', 'add', `${origin}/khong-co.rss`, '--to', `${outlet}`, '--paused', '--json'),
    );
    const failed = await cuaso('sources', 'try', `${bad.channelId}`, '--json');
    expect(failed.code).toBe(1);
    expect(json(failed)).toMatchObject({ outcome: 'not-found', detail: expect.stringContaining('status 404') });
    expect(failed.err).toContain('failed: not-found');
  });

  it('lists and shows, by words, id and state of the address', async () => {
    expect((await cuaso('sources', 'list', 'ngon den')).out).toMatch(
      /^ *\d+ {2}fresh {3}official +2 ch\. .*Cổng Ngọn Đèn\n$/,
    );
    expect(await cuaso('sources', 'list', 'không ai tên thế')).toMatchObject({ code: 0, out: 'No outlet fits.\n' });
    expect(json(await cuaso('sources', 'list', '--verification', 'untried', '--json')).length).toBeGreaterThan(40);
    const shown = await cuaso('sources', 'show', `${outlet}`);
    expect(shown.out).toMatch(/official, fresh, rights link[\s\S]*channel \d+ {2}fresh[\s\S]*last visit: not-found/);
  });

  it('pauses and starts, and takes down that it did', async () => {
    expect(await cuaso('sources', 'pause', 'ngon den')).toMatchObject({
      code: 0,
      out: '1 channels of 1 outlets paused.\n',
    });
    expect(json(await cuaso('sources', 'start', `${outlet}`, '--json'))).toEqual({ outlets: 1, channels: 2 });
    const { rows } = await sql<{ action: string }>`select action from identity.audit order by id`.execute(test.db);
    expect(rows.map(({ action }) => action)).toEqual(['source.add', 'source.add', 'source.paused', 'source.active']);
  });

  it('brings lists in and out; bad lines are told and the good ones kept', async () => {
    const list = file(
      'list.csv',
      `outlet,class,channel,contact_name,contact_email\nBáo Bến Sông,domestic-press,${origin}/a.rss,Mây,may@ben.example\nBáo Bến Sông,,không phải,,\nBáo Bến Sông,,${origin}/b.rss,Gió,gio\n`,
    );
    const preview = await cuaso('sources', 'import', list, '--preview');
    expect(preview.out).toContain(
      'Would add 1 outlets, 1 channels and 1 contacts; 0 were there already, 2 lines were refused.',
    );
    const done = await cuaso('import', list, '--paused');
    expect(done.code).toBe(0);
    expect(done.out).toMatch(
      /line 3, Báo Bến Sông: address-unreadable \(không phải\)\n.*line 4, .*contact-email \(gio\)\nAdded 1 outlets/s,
    );
    expect((await cuaso('sources', 'import', list)).out).toContain(
      'Added 0 outlets, 0 channels and 0 contacts; 1 were there',
    );
    const written = await cuaso('sources', 'export');
    expect(written.out).toContain(`Báo Bến Sông,domestic-press,${origin}/a.rss`);
    expect(written.out).not.toContain('may@ben.example');
    expect((await cuaso('sources', 'export', '--contacts')).out).toContain('Báo Bến Sông,Mây,,may@ben.example,');
    expect((await cuaso('sources', 'export', '--format', 'opml')).out).toMatch(
      /^<\?xml[\s\S]*a\.rss[\s\S]*<\/opml>\n$/,
    );
    expect((await cuaso('sources', 'import', file('bad.csv', 'outlet,channel\nX,không phải\n'))).code).toBe(1);
    const nothing = await cuaso('sources', 'import', file('none.csv', 'chỉ là chữ'));
    expect(nothing).toMatchObject({ code: 1, err: expect.stringContaining('the first line must name the columns') });
  });

  it('rings with 3 when something needs a person', async () => {
    const health = await cuaso('sources', 'health', '--json');
    expect(health.code).toBe(3);
    expect(json(health).needs.lost).toEqual([outlet]);
    await sql`update sources.channel set state = 'paused' where succeeded_at is null`.execute(test.db);
    expect(await cuaso('sources', 'health')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^1 fresh · 0 silent/),
    });
  });

  it.each([
    [['sources', 'lst'], 2, "unknown command 'lst'"],
    [['sources', 'list', '--colour', 'red'], 2, "unknown option '--colour'"],
    [['sources', 'list', '--class', 'tabloid'], 2, '--class "tabloid" means nothing'],
    [['sources', 'add', 'ftp://a.vn/'], 2, '"ftp://a.vn/" is not the address of a channel (scheme)'],
    [
      ['sources', 'add', 'https://a.vn/', '--class', 'tabloid'],
      2,
      '"tabloid" is no class of outlet; there is official',
    ],
    [['sources', 'start'], 2, 'name outlets by id, domain or name, or give a --class'],
    [['sources', 'export', '--format', 'pdf'], 2, '"pdf" is no format; there is csv, opml'],
    [['sources', 'import', '/nowhere/list.csv'], 2, 'cannot read /nowhere/list.csv: there is no such file'],
    [
      ['sources', 'show', 'không ai tên thế'],
      1,
      'no outlet is called "không ai tên thế"; `cuaso sources list` shows all',
    ],
    [['sources', 'show', 'báo'], 1, 'name one by its id'],
    [['sources', 'try', 'abc'], 1, 'there is no channel abc'],
    [['sources', 'try', '999999999999999'], 1, 'there is no channel 999999999999999'],
  ])('%j ends with %d and says why', async (args, code, why) => {
    const said = await cuaso(...args);
    expect(said).toMatchObject({ code, err: expect.stringContaining(why) });
    expect(said.err).not.toMatch(/\n {4}at /);
  });
});

describe('cuaso discover', { timeout: 60_000 }, () => {
  it('says what it asked and what is there, best first, and registers nothing', async () => {
    const before = await sql`select from sources.channel`.execute(test.db);
    const found = await cuaso('discover', origin);
    expect(found.code).toBe(0);
    expect(found.out).toMatch(
      /✓ http.*\/: [\s\S]*\/tin\.rss: a channel, 12 entries[\s\S]*\n +\d+ {2}feed {2}http.*\/tin\.rss\n/,
    );
    expect(json(await cuaso('discover', origin, '--json')).candidates[0]).toMatchObject({
      kind: 'feed',
      url: `${origin}/tin.rss`,
    });
    expect((await sql`select from sources.channel`.execute(test.db)).rows).toHaveLength(before.rows.length);
  });

  it('ends with 1 where nothing is, and with 2 for what is no address', async () => {
    const empty = await servers.host(site({ '/': '<html><title>Trang trống</title><p>Chưa có tin.</p></html>' }));
    expect(await cuaso('discover', empty)).toMatchObject({
      code: 1,
      out: expect.stringContaining('No channel was found'),
    });
    expect(await cuaso('discover', 'http://127.0.0.1:9/')).toMatchObject({ code: 1 });
    expect(await cuaso('discover', 'ftp://a.vn/')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^cuaso: .*ftp/),
    });
    expect(await cuaso('discover')).toMatchObject({
      code: 2,
      err: expect.stringContaining("missing required argument 'address'"),
    });
  });
});
