import type { Reader } from './reader.ts';

/** The moment of all gallery pages. */
export const moment = new Date('2026-11-23T07:05:00Z');

/** Hours before the moment. */
export const before = (hours: number): Date => new Date(moment.getTime() - hours * 3_600_000);

/** A text in Vietnamese or English, as the reader has it. */
export const say = ({ service }: Pick<Reader, 'service'>, vi: string, en: string): string =>
  service.lang === 'vi' ? vi : en;

/** What a hostile feed would send. */
export const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)> ' & </title> ${'W'.repeat(60)}`;

export const hostileAddress = ['javascript', 'alert(1)'].join(':');

// Code, Vietnamese name, English name, column, row.
export const places: readonly (readonly [string, string, string, number, number])[] = [
  ['LC', 'Lai Châu', 'Lai Chau', 1, 0],
  ['LCA', 'Lào Cai', 'Lao Cai', 2, 0],
  ['TQ', 'Tuyên Quang', 'Tuyen Quang', 3, 0],
  ['CB', 'Cao Bằng', 'Cao Bang', 4, 0],
  ['ĐB', 'Điện Biên', 'Dien Bien', 0, 1],
  ['SL', 'Sơn La', 'Son La', 1, 1],
  ['PT', 'Phú Thọ', 'Phu Tho', 2, 1],
  ['TN', 'Thái Nguyên', 'Thai Nguyen', 3, 1],
  ['LS', 'Lạng Sơn', 'Lang Son', 4, 1],
  ['HN', 'Hà Nội', 'Hanoi', 2, 2],
  ['BN', 'Bắc Ninh', 'Bac Ninh', 3, 2],
  ['QN', 'Quảng Ninh', 'Quang Ninh', 4, 2],
  ['NB', 'Ninh Bình', 'Ninh Binh', 2, 3],
  ['HY', 'Hưng Yên', 'Hung Yen', 3, 3],
  ['HP', 'Hải Phòng', 'Hai Phong', 4, 3],
  ['TH', 'Thanh Hoá', 'Thanh Hoa', 2, 4],
  ['NA', 'Nghệ An', 'Nghe An', 2, 5],
  ['HT', 'Hà Tĩnh', 'Ha Tinh', 3, 6],
  ['QT', 'Quảng Trị', 'Quang Tri', 3, 7],
  ['HUE', 'Huế', 'Hue', 4, 7],
  ['ĐN', 'Đà Nẵng', 'Da Nang', 4, 8],
  ['QNG', 'Quảng Ngãi', 'Quang Ngai', 5, 9],
  ['GL', 'Gia Lai', 'Gia Lai', 5, 10],
  ['ĐL', 'Đắk Lắk', 'Dak Lak', 5, 11],
  ['TNI', 'Tây Ninh', 'Tay Ninh', 2, 12],
  ['ĐNA', 'Đồng Nai', 'Dong Nai', 3, 12],
  ['LĐ', 'Lâm Đồng', 'Lam Dong', 4, 12],
  ['KH', 'Khánh Hoà', 'Khanh Hoa', 5, 12],
  ['AG', 'An Giang', 'An Giang', 1, 13],
  ['ĐT', 'Đồng Tháp', 'Dong Thap', 2, 13],
  ['HCM', 'TP. Hồ Chí Minh', 'Ho Chi Minh City', 3, 13],
  ['CT', 'Cần Thơ', 'Can Tho', 1, 14],
  ['VL', 'Vĩnh Long', 'Vinh Long', 2, 14],
  ['CM', 'Cà Mau', 'Ca Mau', 1, 15],
];

/** A landscape drawn in a few shapes, so that the gallery fetches nothing. */
export const landscape = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 600"><rect width="900" height="600" fill="#e9dcc0"/><circle cx="640" cy="190" r="62" fill="#d8a547"/><path fill="#a9c0b2" d="M0 380C60 250 110 230 170 330s90-150 160-150 60 190 130 170 80-120 150-100 70 140 130 120 90-60 160-40v270H0Z"/><path fill="#5d8c7d" d="M0 450C40 330 90 320 130 400s70-90 120-90 60 150 110 150 60-70 130-60 90 80 170 60 120-60 240-20v160H0Z"/><path fill="#1f5347" d="M0 520c160-50 260 10 420-10s300-50 480-10v100H0Z"/><path fill="#5a2318" d="M520 505h110l-18 24h-76Z"/><path fill="#8e1b1b" d="M560 500c-6-50 4-84 18-104 10 30 18 70 12 104Z"/></svg>',
)}`;

export type Outlet = {
  id: number;
  name: string;
  kind: string;
  lang: string;
  state: 'well' | 'waiting' | 'failing';
  items: number;
  seen: Date;
  days: readonly number[];
};

export const outlets: readonly Outlet[] = [
  {
    id: 1,
    name: 'Báo Cửa Biển',
    kind: 'domestic-press',
    lang: 'vi',
    state: 'well',
    items: 1284,
    seen: before(0.2),
    days: [12, 18, 9, 22, 25, 31, 28, 30, 26, 33, 41, 38, 29, 44],
  },
  {
    id: 2,
    name: 'Cổng thông tin tỉnh Hoa Ban',
    kind: 'official',
    lang: 'vi',
    state: 'well',
    items: 342,
    seen: before(1.4),
    days: [3, 5, 4, 4, 7, 0, 0, 6, 5, 8, 4, 6, 0, 1],
  },
  {
    id: 3,
    name: 'The Lantern Post',
    kind: 'foreign-press',
    lang: 'en',
    state: 'waiting',
    items: 87,
    seen: before(9),
    days: [1, 0, 2, 3, 1, 1, 0, 4, 2, 2, 1, 0, 3, 2],
  },
  {
    id: 4,
    name: 'หนังสือพิมพ์สายน้ำ',
    kind: 'foreign-press',
    lang: 'th',
    state: 'well',
    items: 56,
    seen: before(30),
    days: [0, 1, 1, 0, 2, 1, 1, 3, 0, 1, 2, 1, 1, 1],
  },
  {
    id: 5,
    name: 'نافذة الشرق',
    kind: 'foreign-press',
    lang: 'ar',
    state: 'failing',
    items: 12,
    seen: before(220),
    days: [2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  },
  { id: 6, name: hostile, kind: 'creator', lang: 'en', state: 'failing', items: 0, seen: before(3), days: [] },
];
