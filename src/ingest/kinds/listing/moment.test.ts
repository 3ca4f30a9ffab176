import { describe, expect, it } from 'vitest';
import { listDate, withoutDate } from './moment.ts';

// Tuesday 24 November 2026, 09:00 in Ha Noi.
const now = new Date('2026-11-24T02:00:00Z');

describe('listDate', () => {
  it.each([
    ['Thứ Hai, 23/11/2026 08:15', '2026-11-23T01:15:00Z'],
    ['Thứ hai, ngày 23/11/2026 - 08:15', '2026-11-23T01:15:00Z'],
    ['08:15 23/11/2026', '2026-11-23T01:15:00Z'],
    ['08:15 | 23-11-2026', '2026-11-23T01:15:00Z'],
    ['8h15, ngày 23.11.2026', '2026-11-23T01:15:00Z'],
    ['(23/11/2026)', '2026-11-22T17:00:00Z'],
    ['Ngày đăng: 23/11/2026 08:15 - Lượt xem: 1204', '2026-11-23T01:15:00Z'],
    ['23 tháng 11, 2026', '2026-11-22T17:00:00Z'],
    ['Chủ nhật, 22/11/2026, 21:05 (GMT+7)', '2026-11-22T14:05:00Z'],
    ['2026-11-23T08:15:00+07:00', '2026-11-23T01:15:00Z'],
    ['Nov 23, 2026', '2026-11-23T00:00:00Z'],
    ['2 giờ trước', '2026-11-24T00:00:00Z'],
    ['15 phút trước', '2026-11-24T01:45:00Z'],
    ['một ngày trước', '2026-11-23T02:00:00Z'],
    ['2 tiếng đồng hồ trước', '2026-11-24T00:00:00Z'],
    ['3 tuần trước', '2026-11-03T02:00:00Z'],
    ['an hour ago', '2026-11-24T01:00:00Z'],
    ['Vừa xong', '2026-11-24T02:00:00Z'],
    ['Hôm nay, 08:15', '2026-11-24T01:15:00Z'],
    ['Hôm qua 20:30', '2026-11-23T13:30:00Z'],
    ['yesterday', '2026-11-22T17:00:00Z'],
    ['23/11 08:15', '2026-11-23T01:15:00Z'],
    ['31/12', '2025-12-30T17:00:00Z'],
  ])('%s', (text, expected) => {
    expect(listDate(text, now)).toEqual(new Date(expected));
  });

  it.each([
    '',
    'Xem thêm',
    'Lượt xem: 1204',
    '10/10 điểm tuyệt đối cho đội tuyển của trường nghề',
    '01/01/9999',
    'Quyết định 45/2019/QĐ-TTg',
  ])('no moment in “%s”', (text) => {
    expect(listDate(text, now)).toBeUndefined();
  });

  it('a date in brackets is no part of a title', () => {
    expect(withoutDate('Khai mạc hội sách (23/11/2026)')).toBe('Khai mạc hội sách');
    expect(withoutDate('Khai mạc hội sách [08:15 23/11/2026]')).toBe('Khai mạc hội sách');
    expect(withoutDate('Đội tuyển (nữ) thắng')).toBe('Đội tuyển (nữ) thắng');
  });
});
