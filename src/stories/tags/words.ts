import { familyNames } from '../naming.ts';

/** After these in Vietnamese the name of a place is that of something else: a university, a river, a newspaper, a street, a ward. */
export const heads = ends(
  'đại học|trường đại học|học viện|trường|thpt|sông|báo|tạp chí|đài|đường|phố|quốc lộ|cao tốc|clb|câu lạc bộ|đội|đội tuyển|công ty|ngân hàng|tập đoàn|khách sạn|phường|xã|thị trấn|huyện|quận|bún bò|bún|phở|bia|giải|cúp|tàu|hãng|nhà hàng|bệnh viện',
);

/** With these before it a name is that of the province or city, whatever stands around it. */
export const unitsBefore = ends(
  'tỉnh|thành phố|tp|tp.|thủ đô|ubnd|hđnd|tỉnh ủy|thành ủy|province of|city of|province|provincial|tinh|thanh pho',
);

/** Before these in other languages the name of a place is that of something else. */
export const tails =
  /^\s(?:University|College|Newspaper|Times|FC|Club|River|Street|Road|Avenue|Bank|Hotel|Beer|Company|Corporation|JSC|Airlines|Ward|Commune|Trail|Hilton|Group|Police FC|Foundation|Restaurant)(?![\p{L}\p{M}])/u;

/** A name with one of these before it is that of a street, a school, a prize; not of somebody who does something. */
export const namedAfter = ends(
  'đường|phố|trường|thpt|thcs|đại học|học viện|quảng trường|công viên|giải thưởng|giải|quỹ|cầu|bảo tàng|nhà hát|bệnh viện|lăng|tượng đài|đền|chùa|đình|miếu|phường|xã|quận|huyện|thị xã|thị trấn|tỉnh|thành phố|tp|sông|núi|hồ|đảo|quần đảo|làng|thôn|bản|tư tưởng|di tích|khu lưu niệm|nhà thờ|chợ|ga|cảng|sân bay|vịnh|đèo|rạch|kênh|khu đô thị|công ty|tập đoàn|ngân hàng|khách sạn|tàu|trung học|khu|hội|ban|triều|nhà|thời|dòng họ|họ|lăng chủ tịch|street|road|museum|school|prize|award|bridge|square|province|district|dynasty',
);

/** Forms of address before a name. */
export const honorific =
  /(?:^|[\s(“"‘,;:–-])((?:ông|bà|anh|chị|cô|bác|đồng chí|đ\/c|cụ|GS|PGS|TS|ThS|BS|GS\.? ?TS|PGS\.? ?TS|KTS|luật sư|bác sĩ|tiến sĩ|giáo sư|nhà báo|nhà nghiên cứu|ong|Mr|Mrs|Ms|Dr|Prof|Professor|H\.E|Sir|Madam|Madame)\.?)\s$/u;

/** A form of address as the first word of a run of capitals. */
export const addressWord =
  /^(?:Ông|Bà|Anh|Chị|Cô|Cụ|Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Madam|Madame|GS|PGS|TS|ThS|BS|KTS|NSND|NSƯT)$/u;

/** The same at the beginning of a sentence, where "Bà" may also be the beginning of a name: Bà Nà. */
export const honorificCapital =
  /(?:^|[\s(“"‘])(?:Ông|Bà|Anh|Chị|Cô|Đồng chí|Cụ|Tiến sĩ|Thạc sĩ|Giáo sư|Phó Giáo sư|Bác sĩ|Luật sư|Nhà báo|Kiến trúc sư)\s$/u;

/** A place with the sign of an agency after it is where a report was written: "Hanoi (VNA) –". */
export const dateline = /^\s?\((?:TTXVN|VNA|VNS|VOV|VGP|AFP|AP|Reuters|Xinhua)\)/u;

/** After these in English and French a proper name is another country's. */
const foreign =
  'Chinese|Japanese|Korean|Lao|Laotian|Cambodian|Thai|Indonesian|Malaysian|Filipino|Philippine|Singaporean|Indian|Pakistani|Russian|Ukrainian|Belarusian|French|German|British|UK|US|U\\.S|American|Canadian|Mexican|Cuban|Brazilian|Australian|Italian|Spanish|Portuguese|Dutch|Belgian|Swiss|Swedish|Norwegian|Danish|Finnish|Polish|Czech|Slovak|Hungarian|Bulgarian|Romanian|Greek|Turkish|Iranian|Iraqi|Israeli|Palestinian|Saudi|Egyptian|Kazakh|Mongolian|Bangladeshi|Myanmar|Nigerian|Kenyan|South African|Argentine|Chilean|Qatari|Kuwaiti|Emirati|EU|Taiwanese';
export const demonym = new RegExp(`(?:^|[^\\p{L}])(?:${foreign})(?:[’']s?)?\\s$`, 'u');

/** What Vietnamese calls countries beside their names in full. */
export const countriesCalled = 'Mỹ Anh Hàn Nhật Nga Đức Pháp Ý US UK'.split(' ');

/** A country's name right after one of these means that the name before it lies there: "tỉnh Hà Nam (Trung Quốc)". */
export const elsewhere = /^(?:,| \(|, tỉnh [^,(]{2,30}[,(]| của| ở| in| of)\s?(?:nước )?(?:Trung Quốc|China|Lào|Laos)/u;

/** With one of these after it a name is that of a street or a house. */
export const housed =
  /^(?:Street|Road|Avenue|Museum|School|High|Bridge|Prize|Award|Square|Park|Ward|District|Temple|Pagoda|University|Hospital|Stadium|Theatre|Theater|Tower|Village|Province|City|Bay)$/u;

/** Family names that are also words of English: alone they make no name. */
export const doubtful = new Set('to do ho la ton ha mai an long cao vu thai duong truong luong'.split(' '));

/** Family names that only Vietnamese has, folded: they end a name that is written in Western order. */
export const westernEnds = new Set(
  'nguyen tran pham hoang huynh phan dang bui duong trinh truong quach nghiem khuat'.split(' '),
);

/** Family names with their diacritics, lower case: those of the mountains too, and of China's leaders as Vietnamese writes them. */
export const markedFamilies: ReadonlySet<string> = new Set([
  ...familyNames,
  ...'nông vàng giàng sùng lò vừ hầu thào lường quàng sầm tập tưởng'.split(' '),
]);

/** Whether one of some words, separated by `|`, ends a text. */
function ends(words: string): RegExp {
  const any = words
    .split('|')
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replaceAll('.', '\\.'))
    .join('|');
  return new RegExp(`(?:^|[^\\p{L}\\p{M}])(?:${any})\\s$`, 'iu');
}
