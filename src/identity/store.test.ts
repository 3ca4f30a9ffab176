import { getMigrations } from 'better-auth/db/migration';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import { authOptions } from './auth.ts';
import type { Person } from './permissions.ts';
import { auditLines, countAudit, makeAuditMonths, record } from './store/audit.ts';
import { addOrganisation, listOrganisations } from './store/organisations.ts';
import { changePerson, deactivate, findPerson, listPeople } from './store/people.ts';
import { firstOwnerToken, invite, welcomeFirstOwner, welcomePerson } from './store/welcome.ts';

const database = testDatabase();
const now = new Date('2026-11-23T12:00:00Z');
let owner: Person;

beforeAll(async () => {
  const { db } = database;
  const token = (await firstOwnerToken(db, now)) ?? '';
  const form = { name: 'Lê Thu', email: 'thu@example.vn', organisation: 'Ban biên tập', passwordHash: 'hash' };
  await welcomeFirstOwner(db, token, form, now);
  const [line] = await listPeople(db);
  owner = (await findPerson(db, line?.id ?? '')) as Person;
});

const join = async (name: string, role: Person['role'] = 'owner'): Promise<Person> => {
  const form = { name, email: `${name}@example.vn`, role, organisationId: owner.organisation.id };
  const { id, token } = await invite(database.db, owner, form, now);
  await welcomePerson(database.db, token, 'hash', now);
  return (await findPerson(database.db, id)) as Person;
};

test('better-auth finds every table, column and index that it needs', async () => {
  const options = authOptions({ db: database.db, secret: 'x'.repeat(32), publicUrl: 'http://cuaso.test' });
  const { toBeCreated, toBeAdded, toBeAddedIndexes, unsafeChanges, schemaProblems } = await getMigrations(options);
  expect({ toBeCreated, toBeAdded, toBeAddedIndexes, unsafeChanges, schemaProblems }).toEqual({
    toBeCreated: [],
    toBeAdded: [],
    toBeAddedIndexes: [],
    unsafeChanges: [],
    schemaProblems: [],
  });
});

test('a link for the first owner is worth nothing once there is somebody', async () => {
  const { db } = database;
  expect(await firstOwnerToken(db, now)).toBeUndefined();
  await sql`insert into identity.welcome values (sha256('late'), null, ${new Date(now.getTime() + 1)})`.execute(db);
  const form = { name: 'Two', email: 'two@example.vn', organisation: 'Second', passwordHash: 'hash' };
  await expect(welcomeFirstOwner(db, 'late', form, now)).rejects.toThrow('identity.refused.link');
  expect(await listOrganisations(db)).toHaveLength(1);
});

describe('the last owner', () => {
  test('stays when all owners take each other away at the same moment', async () => {
    const { db } = database;
    for (let round = 0; round < 5; round++) {
      const others = [await join(`a${round}`), await join(`b${round}`), await join(`c${round}`)];
      const all = [owner, ...others];
      const attempts = all.map((by, i) => {
        const victim = all[(i + 1) % all.length] as Person;
        const demoted = { name: victim.name, role: 'editor' as const, organisationId: victim.organisation.id };
        return i % 2 ? deactivate(db, by, victim.id, now) : changePerson(db, by, victim.id, demoted);
      });
      const outcomes = await Promise.allSettled(attempts);
      const left = (await listPeople(db)).filter(({ role, standing }) => role === 'owner' && standing === 'active');
      expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
      expect(left).toHaveLength(1);
      owner = left[0] as Person;
    }
  });

  test('is somebody who can come in: an invitation that nobody has used does not count', async () => {
    const { db } = database;
    const organisationId = owner.organisation.id;
    await invite(db, owner, { name: 'Later', email: 'later@example.vn', role: 'owner', organisationId }, now);
    await expect(deactivate(db, owner, owner.id, now)).rejects.toThrow('identity.refused.last-owner');
  });

  test('is one of the national desk', async () => {
    const { db } = database;
    const press = await addOrganisation(db, owner, { name: 'Báo Một', kind: 'press' });
    const elsewhere = await join('elsewhere');
    await changePerson(db, owner, elsewhere.id, { name: 'Elsewhere', role: 'owner', organisationId: press });
    await expect(deactivate(db, owner, owner.id, now)).rejects.toThrow('identity.refused.last-owner');
  });
});

test('there is one national desk, and one organisation of a name however it is written', async () => {
  const { db } = database;
  const second = addOrganisation(db, owner, { name: 'Another', kind: 'national-desk' });
  await expect(second).rejects.toThrow('identity.refused.national-desk');
  await addOrganisation(db, owner, { name: 'Bộ Ngoại giao', kind: 'ministry' });
  const again = addOrganisation(db, owner, { name: 'BỘ NGOẠI GIAO', kind: 'ministry' });
  await expect(again).rejects.toThrow('identity.refused.name-taken');
  expect((await listOrganisations(db))[0]?.kind).toBe('national-desk');
});

describe('the audit trail', () => {
  const all = { timeZone: 'Asia/Ho_Chi_Minh' };

  test('has the line exactly when the deed was done', async () => {
    const { db } = database;
    const before = await countAudit(db, all, 1_000);
    const undone = db.transaction().execute(async (trx) => {
      await record(trx, { person: owner, action: 'test.undone', subject: 'test:1' });
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await countAudit(db, all, 1_000)).toBe(before);
  });

  test('takes whatever is in a detail, and keeps it small', async () => {
    const { db } = database;
    const detail = { title: `\0\ud800${'x'.repeat(10_000)}`, list: Array(10_000).fill('y') };
    await record(db, { person: null, action: 'test.hostile', subject: 'test:2', detail });
    const [line] = await auditLines(db, { ...all, subject: 'test:2' }, { limit: 1, offset: 0 });
    expect(line?.person).toBeNull();
    expect(String(line?.detail.title)).toHaveLength(299);
  });

  test('cannot be changed or deleted', async () => {
    const { db } = database;
    await expect(sql`update identity.audit set action = 'x'`.execute(db)).rejects.toThrow('append-only');
    await expect(sql`delete from identity.audit`.execute(db)).rejects.toThrow('append-only');
  });

  test('lies in months made ahead, and goes on where one is missing', async () => {
    const { db } = database;
    await sql`insert into identity.audit (at, action, subject) values ('2031-05-31T23:00Z', 'test.early', 'test:3')`.execute(
      db,
    );
    await Promise.all([makeAuditMonths(db, new Date('2031-05-20')), makeAuditMonths(db, new Date('2031-05-20'))]);
    await sql`insert into identity.audit (at, action, subject) values ('2031-06-01T00:00Z', 'test.june', 'test:3')`.execute(
      db,
    );
    const { rows } = await sql<{ table: string; action: string }>`
      select tableoid::regclass::text as table, action from identity.audit where subject = 'test:3' order by at`.execute(
      db,
    );
    expect(rows).toEqual([
      { table: 'identity.audit_default', action: 'test.early' },
      { table: 'identity.audit_2031_06', action: 'test.june' },
    ]);
  });

  test('is asked by whole days of the reader', async () => {
    const { db } = database;
    const at = async (from: string, until: string) =>
      (await auditLines(db, { ...all, subject: 'test:3', from, until }, { limit: 9, offset: 0 })).map(
        ({ action }) => action,
      );
    expect(await at('2031-06-01', '2031-06-01')).toEqual(['test.june', 'test.early']);
    expect(await at('2031-05-31', '2031-05-31')).toEqual([]);
  });
});
