/** Invented texts in Vietnamese and English, from a seed: no sentence tells of anything that happened. */

export type Chance = () => number;

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = <T>(chance: Chance, list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
export const between = (chance: Chance, least: number, most: number): number =>
  least + Math.floor(chance() * (most - least + 1));

type Words = { who: string[]; does: string[]; what: string[]; where: string[]; why: string[]; says: string[] };

const vietnamese: Words = {
  who: [
    'Ban quản lý bến thuyền',
    'Hợp tác xã gốm Đất Nung',
    'Phòng văn hoá huyện',
    'Nhóm thợ trẻ',
    'Các hộ trồng chè',
    'Thư viện lưu động',
    'Đoàn kịch làng',
    'Trường nghề Bến Trúc',
    'Tổ bảo vệ rừng',
    'Hội người cao tuổi',
  ],
  does: [
    'đã hoàn thành',
    'vừa bắt đầu',
    'đang thử nghiệm',
    'sẽ mở rộng',
    'đã bàn giao',
    'tiếp tục sửa chữa',
    'giới thiệu',
    'thống nhất phương án cho',
    'tạm dừng',
    'chuẩn bị khởi động',
  ],
  what: [
    'khu trưng bày ngoài trời',
    'tuyến đường ven hồ',
    'lớp học buổi tối',
    'kho dữ liệu ảnh cũ',
    'cây cầu gỗ bắc qua suối',
    'chợ phiên cuối tuần',
    'hệ thống tưới tiết kiệm',
    'nhà đón khách cộng đồng',
    'bộ bản đồ du lịch xanh',
    'xưởng dệt chung',
  ],
  where: [
    'ở phía nam thị xã',
    'tại thung lũng Vàm',
    'trên đảo Cát Nhỏ',
    'ở ba xã vùng cao',
    'bên bến cũ',
    'trong khuôn viên nhà thờ tổ nghề',
    'dọc bờ kè mới',
    'ở khu phố cổ Lụa',
  ],
  why: [
    'sau hai mùa mưa chờ đợi',
    'để đón khách vào dịp đầu xuân',
    'nhờ góp công của hơn một trăm gia đình',
    'trước khi mùa nước nổi về',
    'theo kế hoạch đã được bàn từ năm ngoái',
    'với chi phí thấp hơn dự tính',
    'mà không phải chặt thêm cây nào',
  ],
  says: [
    'Người phụ trách cho biết',
    'Theo ghi chép của tổ công tác',
    'Nhiều người dân kể rằng',
    'Báo cáo gửi cuộc họp nêu rõ',
    'Trong buổi gặp mặt, đại diện các hộ nói',
  ],
};

const english: Words = {
  who: [
    'The harbour office',
    'The Bellwether pottery',
    'The district library',
    'A group of young weavers',
    'Tea growers of Marrow Hill',
    'The travelling theatre',
    'The school at Far Quay',
    'Forest wardens',
    'The village council',
    'A choir of retired teachers',
  ],
  does: [
    'has finished',
    'began',
    'is testing',
    'will widen',
    'handed over',
    'keeps repairing',
    'presented',
    'agreed on plans for',
    'has paused',
    'prepares to open',
  ],
  what: [
    'an open-air exhibition',
    'the road along the lake',
    'evening classes',
    'an archive of old photographs',
    'a wooden bridge over the stream',
    'a weekend market',
    'a frugal watering scheme',
    'a guest house run by neighbours',
    'a set of walking maps',
    'a shared loom hall',
  ],
  where: [
    'south of the town',
    'in the Lantern valley',
    'on Sandlow island',
    'in three upland parishes',
    'beside the old landing',
    'inside the walled garden',
    'along the new embankment',
    'in the silk quarter',
  ],
  why: [
    'after two rainy seasons of waiting',
    'to welcome visitors in early spring',
    'with the labour of more than a hundred families',
    'before the floods return',
    'as was planned a year ago',
    'for less than anybody had expected',
    'without felling another tree',
  ],
  says: [
    'The person in charge said that',
    'According to the notes of the working group,',
    'Many residents recall that',
    'A report to the meeting states that',
    'Speaking for the households, one elder said that',
  ],
};

export type Lang = 'vi' | 'en';
const wordsOf = (lang: Lang): Words => (lang === 'vi' ? vietnamese : english);

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

export function sentence(chance: Chance, lang: Lang): string {
  const words = wordsOf(lang);
  const core = `${pick(chance, words.who)} ${pick(chance, words.does)} ${pick(chance, words.what)} ${pick(chance, words.where)}`;
  const whole = chance() < 0.7 ? `${core}, ${pick(chance, words.why)}` : core;
  const said = chance() < 0.3 ? `${pick(chance, words.says)} ${lower(whole)}` : whole;
  return `${said}${chance() < 0.2 ? ` (${between(chance, 2, 400)})` : ''}.`;
}

export const paragraph = (chance: Chance, lang: Lang, least = 2, most = 5): string =>
  Array.from({ length: between(chance, least, most) }, () => sentence(chance, lang)).join(' ');

export function title(chance: Chance, lang: Lang): string {
  const words = wordsOf(lang);
  return `${pick(chance, words.who)} ${pick(chance, words.does)} ${pick(chance, words.what)} ${pick(chance, words.where)}`;
}

const people = [
  'Lê Thị Mận',
  'Trần Văn Sậy',
  'Phạm Hải Bồng',
  'Nguyễn Thu Cói',
  'Ada Quill',
  'Tom Marrow',
  'Ines Halloway',
];
export const person = (chance: Chance): string => pick(chance, people);
