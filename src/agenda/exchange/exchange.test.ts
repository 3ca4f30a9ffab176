import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ground } from '../form.ts';
import { readCsv } from './csv.ts';
import { readIcal } from './ical.ts';
import { ImportError } from './row.ts';

const place = { code: '01', validFrom: '2008-08-01' };
const atlas = {
  get: (key: typeof place) => (key.code === '01' ? place : undefined),
  at: (code: string) => (code === '01' ? place : undefined),
} as unknown as Ground['atlas'];
const ground: Ground = { atlas, interfaceLangs: ['vi', 'en'], zone: 'Asia/Ho_Chi_Minh', langs: ['vi', 'en'] };
const ical = (text: string) => readIcal(text, { ...ground, today: '2026-11-25', lang: 'en' });
const calendar = (...events: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...events.flatMap((event) => ['BEGIN:VEVENT', ...event.split('\n'), 'END:VEVENT']),
    'END:VCALENDAR',
  ].join('\r\n');

describe('a table of events', () => {
  it('is read with its columns in any order and language; bad rows are told, good ones kept', () => {
    const text =
      '\ufeffNgày bắt đầu;Tên;name_en;name_fr;Đến ngày;Địa danh;Loại\n' +
      '2026-12-10;Hội nghị Sông Lục;Green River Summit;Sommet;2026-12-12;1;summit\n' +
      '2026-13-40;Hỏng;;;;;\n' +
      '2026-12-10;"Lễ hội ""Đèn""";;;;99;festival\n' +
      ';;;;;;\n';
    const { rows, bad } = readCsv(text, ground);
    expect(rows).toMatchObject([
      {
        line: 2,
        event: {
          kind: 'summit',
          names: { vi: 'Hội nghị Sông Lục', en: 'Green River Summit', fr: 'Sommet' },
          firstDay: '2026-12-10',
          lastDay: '2026-12-12',
          place,
          langs: ['vi', 'en'],
        },
      },
    ]);
    expect(bad).toMatchObject([
      { line: 3, name: 'Hỏng', field: 'firstDay', fault: 'day-unreadable' },
      { line: 4, field: 'place', fault: 'place-unknown' },
      { line: 5, fault: 'name-missing' },
    ]);
  });

  it('needs a header', () => {
    expect(() => readCsv('a,b\n1,2', ground)).toThrow(ImportError);
  });

  it('of any text gives rows or says that it is none', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('name', 'first_day', ',', '"', '\n', '2026-01-01', 'x', ';', '=', '\0') }),
        (text) => {
          let result: unknown;
          try {
            result = readCsv(text, ground).rows;
          } catch (error) {
            result = error;
          }
          expect(Array.isArray(result) || result instanceof ImportError).toBe(true);
        },
      ),
    );
  });
});

describe('a calendar', () => {
  it('gives whole days, hours in their zone, and what was called off', () => {
    const { rows } = ical(
      calendar(
        'UID:a@example\nSUMMARY:Craft week\nDTSTART;VALUE=DATE:20261207\nDTEND;VALUE=DATE:20261210\nLOCATION:Hue',
        'UID:b@example\nSUMMARY:Opening\nDTSTART;TZID=Europe/Paris:20261207T193000\nDTEND;TZID=Europe/Paris:20261208T000000',
        'UID:c@example\nSUMMARY:Talk\nDTSTART:20261207T230000Z\nSTATUS:CANCELLED',
      ),
    );
    expect(
      rows.map(({ key, cancelled, event: { firstDay, lastDay, startTime, zone } }) => ({
        key,
        cancelled,
        firstDay,
        lastDay,
        startTime,
        zone,
      })),
    ).toEqual([
      {
        key: 'ical:a@example',
        cancelled: false,
        firstDay: '2026-12-07',
        lastDay: '2026-12-09',
        startTime: null,
        zone: 'Asia/Ho_Chi_Minh',
      },
      {
        key: 'ical:b@example',
        cancelled: false,
        firstDay: '2026-12-07',
        lastDay: '2026-12-07',
        startTime: '19:30',
        zone: 'Europe/Paris',
      },
      {
        key: 'ical:c@example',
        cancelled: true,
        firstDay: '2026-12-07',
        lastDay: '2026-12-07',
        startTime: '23:00',
        zone: 'Etc/UTC',
      },
    ]);
  });

  it('unfolds a series, without the days that are excepted', () => {
    const { rows } = ical(
      calendar(
        'UID:w@example\nSUMMARY:Market\nDTSTART;VALUE=DATE:20261201\nRRULE:FREQ=MONTHLY;COUNT=4\nEXDATE;VALUE=DATE:20270101',
      ),
    );
    expect(rows.map(({ key }) => key)).toEqual(
      ['2026-12-01', '2027-02-01', '2027-03-01'].map((day) => `ical:w@example#${day}`),
    );
  });

  it('tells what cannot be taken and keeps the rest; a rule by the second is not unfolded', () => {
    const { rows, bad } = ical(
      calendar(
        'UID:1\nDTSTART;VALUE=DATE:20261207',
        'UID:2\nSUMMARY:When?',
        'UID:3\nSUMMARY:Tick\nDTSTART:20261207T000000Z\nRRULE:FREQ=SECONDLY',
        'UID:4\nSUMMARY:Good\nDTSTART;VALUE=DATE:20261207',
      ),
    );
    expect(rows.map(({ event }) => event.names.en)).toEqual(['Good']);
    expect(bad.map(({ line, field }) => `${line} ${field}`)).toEqual(['1 SUMMARY', '2 DTSTART', '3 RRULE']);
  });

  it('of any damage gives events or says that it cannot be read', () => {
    const whole = calendar(
      'UID:w\nSUMMARY:Market\nDTSTART;TZID=Europe/Paris:20261201T100000\nRRULE:FREQ=MONTHLY;COUNT=4',
    );
    fc.assert(
      fc.property(fc.nat(whole.length), fc.string({ maxLength: 6 }), (at, junk) => {
        let result: unknown;
        try {
          result = ical(whole.slice(0, at) + junk + whole.slice(at + junk.length)).rows;
        } catch (error) {
          result = error;
        }
        expect(Array.isArray(result) || result instanceof ImportError).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
