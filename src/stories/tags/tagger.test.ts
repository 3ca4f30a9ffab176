import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { atlasOf, nameWithToday } from '../../places/index.ts';
import { readGazetteer } from '../../places/pack.ts';
import { packageRoot, readLanguages } from '../../platform/index.ts';
import { openPack } from '../../platform/pack.ts';
import { groundOf } from './ground.ts';
import { personKey } from './people.ts';
import { placeOf } from './registry.ts';
import { readTag, type Tag, type TagKind, tagText } from './tag.ts';
import { openTagger } from './tagger.ts';

const pack = openPack(join(packageRoot, 'country/vn'));
const { places, titles } = readGazetteer(pack);
const atlas = atlasOf(places);
const tagger = openTagger(groundOf(atlas, titles, pack));
const t = readLanguages(join(packageRoot, 'locales'), 'vi').translator('vi');

const tags = (title: string, { lang = 'vi', day = '2026-06-01', summary = '', text = '' } = {}): Tag[] =>
  tagger({ lang, title, summary, text }, day);
const keys = (kind: TagKind, found: readonly Tag[]) => found.filter((tag) => tag.kind === kind).map(({ key }) => key);
const named = (found: readonly Tag[]) =>
  keys('place', found).map((key) => {
    const place = placeOf({ atlas }, key);
    return place ? nameWithToday(atlas, place, 'vi', t) : key;
  });

describe('places through time', () => {
  test.each([
    ['2023-05-01', 'Hà Giang đón hai triệu khách', '02@2008-08-01', 'Hà Giang (nay thuộc Tuyên Quang)'],
    ['2026-05-01', 'Hà Giang đón hai triệu khách', '02@2008-08-01', 'Hà Giang (nay thuộc Tuyên Quang)'],
    ['2023-05-01', 'Tuyên Quang mở hội Thành Tuyên', '08@2008-08-01', 'Tuyên Quang'],
    ['2026-05-01', 'Tuyên Quang mở hội Thành Tuyên', '08@2025-07-01', 'Tuyên Quang'],
    ['2023-05-01', 'Huế khai mạc tuần lễ áo dài', '46@2008-08-01', 'Thừa Thiên Huế (nay là Huế)'],
    ['2026-05-01', 'Huế khai mạc tuần lễ áo dài', '46@2025-01-01', 'Huế'],
    ['1999-12-01', 'Hội thảo ở Hà Nội', '01@2008-08-01', 'Hà Nội'],
    ['2026-04-29', 'Đồng Nai khánh thành cầu', '75@2025-07-01', 'Đồng Nai'],
    ['2026-04-30', 'Đồng Nai khánh thành cầu', '75@2026-04-30', 'Đồng Nai'],
  ])('%s: %s', (day, title, key, name) => {
    const found = tags(title, { day });
    expect(keys('place', found)).toEqual([key]);
    expect(named(found)).toEqual([name]);
  });

  test('a code that was given anew tells two places apart by the day', () => {
    expect(keys('place', tags('Yên Bái gieo cấy sớm', { day: '2024-01-01' }))).toEqual(['15@2008-08-01']);
    expect(keys('place', tags('Lào Cai gieo cấy sớm', { day: '2026-01-01' }))).toEqual(['15@2025-07-01']);
  });
});

describe('the name of a place', () => {
  test.each([
    ['vi', 'TP.HCM và Sài Gòn là một', ['Thành phố Hồ Chí Minh']],
    ['en', 'Saigon, now Ho Chi Minh City', ['Thành phố Hồ Chí Minh']],
    ['vi', 'Ha Giang don khach quoc te', ['Hà Giang (nay thuộc Tuyên Quang)']],
    ['fr', 'Hanoï accueille une exposition', ['Hà Nội']],
    ['vi', 'Chủ tịch UBND tỉnh Cao Bằng Nguyễn Văn Mẫu phát biểu', ['Cao Bằng']],
    ['vi', 'HÀ NỘI ĐÓN KHÁCH QUỐC TẾ', ['Hà Nội']],
  ])('is found: %s %s', (lang, title, expected) => {
    expect(named(tags(title, { lang }))).toEqual(expected);
  });

  test.each([
    ['vi', 'Đại học Huế tuyển sinh', 'a university'],
    ['vi', 'Báo Hà Nội Mới ra số đặc biệt', 'a newspaper'],
    ['vi', 'Nước sông Đồng Nai dâng cao', 'a river'],
    ['vi', 'Ùn tắc trên đường Điện Biên Phủ', 'a street'],
    ['vi', 'Bão vào vùng biển Thái Bình Dương', 'an ocean'],
    ['vi', 'Mọi người mong hòa bình và hoa huệ', 'common words'],
    ['vi', 'Bà Nguyễn Thị Huế kể chuyện', 'a person'],
    ['vi', 'Anh Trần Thái Bình vô địch', 'a person'],
    ['vi', 'Lũ lớn ở tỉnh Hà Nam (Trung Quốc)', 'a place abroad'],
    ['vi', 'Giá vàng ở thanh hoá không đổi', 'no capitals'],
    ['en', 'Hue and cry over the new rule', 'an English word'],
    ['en', 'How Long An Election Takes', 'English words'],
    ['en', 'Hanoi University opens a library', 'a university'],
    ['en', 'Nguyen Thi Hue wins the race', 'a person'],
    ['en', 'The hue of the lacquer deepens', 'an English word'],
    ['en', 'HANOI (VNA) – Gold prices rose', 'where a report was written'],
  ])('is not meant: %s %s (%s)', (lang, title) => {
    expect(keys('place', tags(title, { lang }))).toEqual([]);
  });

  test('counts where and how often it stands, the text that repeats the summary once', () => {
    const summary = 'Lễ hội ở Hà Giang kéo dài ba ngày.';
    const [tag] = tags('Hà Giang mở hội', { summary, text: `${summary} Khách đến Hà Giang đông, Hà Giang vui.` });
    expect(tag?.evidence).toEqual([
      { where: 'title', words: 'Hà Giang', count: 1 },
      { where: 'summary', words: 'Hà Giang', count: 1 },
      { where: 'text', words: 'Hà Giang', count: 2 },
    ]);
  });
});

describe('titles and organisations', () => {
  test.each([
    ['vi', 'Vịnh Hạ Long đón du thuyền', ['wh-halong-catba']],
    ['en', 'Cruises return to Ha Long Bay', ['wh-halong-catba']],
    ['vi', 'Đêm ca trù ở đình làng', ['ich-catru']],
    ['vi', 'Thành phố sáng tạo Đà Lạt mở tuần âm nhạc', ['cc-dalat']],
    ['vi', 'Hoa dã quỳ nở ở Đà Lạt', []],
    ['vi', 'Kẹt xe trên phố Nguyễn Du', []],
    ['en', 'The then minister of tugging rights', []],
  ])('%s %s', (lang, title, expected) => {
    expect(keys('title', tags(title, { lang }))).toEqual(expected);
  });

  test('a title names its place too where the place is part of its name', () => {
    const found = tags('Cố đô Huế sáng đèn');
    expect(keys('title', found)).toEqual(['wh-hue']);
    expect(named(found)).toEqual(['Huế']);
  });

  test.each([
    ['vi', 'Bộ Ngoại giao họp báo thường kỳ', ['vn-0012']],
    ['vi', 'Bộ Ngoại giao Trung Quốc họp báo', []],
    ['en', "Japan's Ministry of Foreign Affairs said so", []],
    ['en', 'The Lao Ministry of Justice sent a delegation', []],
    ['en', 'The Ministry of Justice received it', ['vn-0013']],
    ['vi', 'Bộ trưởng Bộ Tư pháp phát biểu', ['vn-0013']],
    ['vi', 'Tin của TTXVN', []],
  ])('an organisation: %s %s', (lang, title, expected) => {
    expect(keys('organisation', tags(title, { lang }))).toEqual(expected);
  });
});

describe('people', () => {
  test('are one in every spelling and order', () => {
    const title = 'Họp báo thường kỳ';
    const all = [
      tags(title, { text: 'Người phát ngôn Bộ Ngoại giao Lê Thị Thu Hằng trả lời.' }),
      tags('Regular briefing', { lang: 'en', text: 'Spokesperson Le Thi Thu Hang answered on Thursday.' }),
      tags('Regular briefing', { lang: 'en', text: 'Ms Thu Hang Le Thi answered questions on Thursday.' }),
    ];
    for (const found of all) expect(keys('person', found)).toEqual(['le-thi-thu-hang']);
    expect(all[0]?.find(({ kind }) => kind === 'person')?.evidence[0]?.office).toBe('Người phát ngôn Bộ Ngoại giao');
    expect(personKey(['Thu', 'Hang', 'Le', 'Thi'], { marked: false })).toBe('le-thi-thu-hang');
  });

  test.each([
    ['vi', 'Ông Trần Văn Mẫu và bà Lê Thị Thử thăm xưởng gốm', ['tran-van-mau', 'le-thi-thu']],
    ['vi', 'Tổng thống Pháp Jean Modèle thăm Hà Nội', ['jean-modele']],
    ['vi', 'Giám đốc Sở Du lịch Hà Nội Đặng Thị Ví Dụ nói', ['dang-thi-vi-du']],
    ['en', 'Prime Minister Tran Van Mau opened the fair', ['tran-van-mau']],
    ['vi', 'Chủ tịch Quốc hội Trần Văn Mẫu thăm xưởng', ['tran-van-mau']],
    ['vi', 'Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch Ngô Văn Mẫu dự lễ', ['ngo-van-mau']],
    ['vi', 'Ông Vàng A Thử thổi khèn', ['vang-a-thu']],
    ['en', 'Nguyen Van Thu Opens Lacquer Show', ['nguyen-van-thu']],
  ])('are found: %s %s', (lang, title, expected) => {
    expect(keys('person', tags(title, { lang })).toSorted()).toEqual(expected.toSorted());
  });

  test.each([
    ['vi', 'Xe tông nhau trên đường Trần Hưng Đạo'],
    ['vi', 'Trường THPT Nguyễn Thị Minh Khai khai giảng'],
    ['vi', 'Bà Nà Hills đón khách'],
    ['vi', 'Khách tới Hà Giang, Cao Bằng, Lâm Đồng'],
    ['vi', 'Học viện Chính trị quốc gia Hồ Chí Minh khai giảng'],
    ['en', 'Do Not Disturb The Neighbours'],
    ['en', 'Prime Minister Visits Rural Schools'],
    ['en', 'A walk along Nguyen Hue Street'],
    ['en', 'Tran Hung Dao Street Reopens Today'],
    ['vi', 'Lăng Chủ tịch Hồ Chí Minh mở cửa'],
    ['vi', 'Dạy chữ cho trẻ em Mai Sơn'],
  ])('are not everything with a family name: %s %s', (lang, title) => {
    expect(keys('person', tags(title, { lang }))).toEqual([]);
  });
});

test('whatever an item says is read, within bounds', () => {
  const long = 'Hà Giang Nguyễn Văn An '.repeat(50_000);
  const found = tags(long, { summary: long, text: long });
  expect(keys('place', found)).toEqual(['02@2008-08-01']);
  expect(found.flatMap(({ evidence }) => evidence).reduce((sum, { count }) => sum + count, 0)).toBeLessThan(500);
  for (const text of ['', '\u0000', '𝕳à Giang', '(((((', 'Hà\u202eNội'])
    expect(() => tags(text, { lang: 'und', text })).not.toThrow();
});

test('a tag is named in addresses and read again', () => {
  for (const tag of [
    { kind: 'organisation', key: 'vn-0012' },
    { kind: 'place', key: '02@2008-08-01' },
  ] as const)
    expect(readTag(tagText(tag))).toEqual(tag);
  for (const text of ['', 'x:y', 'org:', 'place']) expect(readTag(text)).toBeUndefined();
});
