import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import { channelsOf } from '../store/channels.ts';
import { contactsOf } from '../store/contacts.ts';
import { allOutlets } from '../store/outlets.ts';
import { exportContacts, exportSources } from './export.ts';
import { importSources } from './import.ts';

const test = testDatabase();
const now = new Date('2026-11-25T08:00:00Z');
const bring = (text: string, preview = false) =>
  importSources(test.db, new TextEncoder().encode(text), { state: 'paused', preview });
const everybody = async () =>
  contactsOf(
    test.db,
    (await allOutlets(test.db)).map(({ id }) => id),
  );

const list = `outlet,channel,verified,contact_name,contact_role,contact_email,contact_phone
Cổng Bờ Đá,https://bo-da.example/rss,unverified,Trần Thị Mây,Phòng web,may@bo-da.example,+84 24 1234
Cổng Bờ Đá,https://bo-da.example/rss,,Lê Văn Gió,,gio@bo-da.example,
Cổng Bờ Đá,,,trần thị mây,,MAY@bo-da.example,
Báo Ngọn Đèn,https://ngon-den.example/rss,2026-11-01,Nguyễn Sương,,khong-phai-thu,
Báo Ngọn Đèn,https://ngon-den.example/rss-2,2026-11-01,,Trực ban,,024 999
Báo Ngọn Đèn,https://ngon-den.example/rss-3,hôm qua,,,,
Báo Ngọn Đèn,https://ngon-den.example/rss-4,2026-11-02,Nguyễn Sương,,,`;

describe('a list with contacts', () => {
  beforeAll(async () => {
    expect(await bring(list, true)).toMatchObject({ contacts: 3, refused: 3 });
    expect(await everybody()).toEqual([]);
  });

  it('brings the good ones, tells the bad ones one by one, and one person of an outlet once', async () => {
    const report = await bring(list);
    expect(report).toMatchObject({ outlets: 2, channels: 2, contacts: 3, there: 1, refused: 3 });
    expect(report.lines.map((line) => ('fault' in line ? `${line.fault} ${line.value}`.trim() : line.result))).toEqual([
      'outlet',
      'contact',
      'there',
      'contact-email khong-phai-thu',
      'contact-name',
      'verified-unknown hôm qua',
      'outlet',
    ]);
    expect((await everybody()).map(({ name, role, email, phone }) => [name, role, email, phone])).toEqual([
      ['Trần Thị Mây', 'Phòng web', 'may@bo-da.example', '+84 24 1234'],
      ['Lê Văn Gió', null, 'gio@bo-da.example', null],
      ['Nguyễn Sương', null, null, null],
    ]);
  });

  it('adds nobody when it is imported twice, nor when its own export is', async () => {
    expect(await bring(list)).toMatchObject({ outlets: 0, channels: 0, contacts: 0, refused: 3 });
    const written = await exportContacts(test.db);
    expect(written).toContain('+84 24 1234');
    expect(await bring(written)).toMatchObject({ outlets: 0, contacts: 0, there: 3, refused: 0 });
    expect(await everybody()).toHaveLength(3);
  });

  it('carries whether an address was checked, out and in again, and no contact with it', async () => {
    const before = await channelsOf(test.db);
    expect(before.map(({ unverified, verifiedAt }) => [unverified, verifiedAt?.toISOString()])).toEqual([
      [true, undefined],
      [false, '2026-11-02T00:00:00.000Z'],
    ]);
    const written = await exportSources(test.db, 'csv', { now });
    expect(written).not.toMatch(/Trần|contact/);
    expect(written.split('\r\n').map((line) => /,(unverified|2026-\d\d-\d\d),/.exec(line)?.[1])).toEqual([
      undefined,
      '2026-11-02',
      'unverified',
      undefined,
    ]);
    const moved = written.replaceAll('.example', '.example.vn').replaceAll('Báo', 'Tờ').replaceAll('Cổng', 'Trang');
    expect(await bring(moved)).toMatchObject({ outlets: 2, channels: 2, refused: 0 });
    expect((await channelsOf(test.db)).filter(({ unverified }) => unverified)).toHaveLength(2);
  });
});
