import { conceptsOf } from './concepts.ts';
import { type Readable, strandOf } from './strand.ts';
import type { Weavable } from './weaver.ts';
import type { Arriving } from './window.ts';

/** Invented reports for the tests: five happenings, told independently by several outlets. */
export const happenings: Readonly<Record<string, readonly Readable[]>> = {
  lanterns: [
    report(
      'vi',
      'Hội An thả 500 đèn hoa đăng mừng phố cổ 27 năm di sản',
      'Tối 4/12, hơn 500 đèn hoa đăng được thả trên sông Hoài nhân kỷ niệm 27 năm Hội An được UNESCO ghi danh. Bà Trần Thị Hoài Phương cho biết lễ thả đèn kéo dài ba đêm.',
    ),
    report(
      'vi',
      'Sông Hoài lung linh 500 đèn hoa đăng đêm kỷ niệm di sản Hội An',
      'Phố cổ Hội An tối 4/12 thả 500 đèn hoa đăng xuống sông Hoài, mở đầu ba đêm kỷ niệm 27 năm UNESCO ghi danh di sản, theo bà Trần Thị Hoài Phương.',
    ),
    report(
      'en',
      'Hoi An floats 500 lanterns for heritage anniversary',
      'On December 4 Hoi An floated 500 lanterns on the Hoai River to mark 27 years on the UNESCO list, said Tran Thi Hoai Phuong of the town.',
    ),
  ],
  coffee: [
    report(
      'vi',
      'Đắk Lắk xuất lô cà phê 1.200 tấn đầu tiên theo chuẩn mới sang Hamburg',
      'Lô 1.200 tấn cà phê của Đắk Lắk rời cảng Cát Lái ngày 2/12 đi Hamburg, lô đầu tiên đáp ứng quy định chống phá rừng. Ông Y Thắng Niê nói nông dân được trả thêm 8%.',
    ),
    report(
      'vi',
      'Lô cà phê 1.200 tấn của Đắk Lắk đạt chuẩn chống phá rừng lên đường sang Hamburg',
      'Ngày 2/12, 1.200 tấn cà phê Đắk Lắk rời Cát Lái sang Hamburg. Đây là lô đầu tiên theo quy định chống phá rừng, nông dân nhận thêm 8%, ông Y Thắng Niê cho hay.',
    ),
  ],
  puppets: [
    report(
      'vi',
      'Đoàn múa rối nước Đào Thục diễn tại Lyon',
      'Mười nghệ nhân làng Đào Thục mang mười lăm tích trò rối nước tới nhà hát ở Lyon trong tuần văn hóa tháng này.',
    ),
  ],
  bridge: [
    report(
      'en',
      'Can Gio bridge contract signed',
      'Officials in Ho Chi Minh City signed a contract worth 11.3 trillion dong for the bridge to Can Gio, with work to begin in April and last 30 months.',
    ),
  ],
};

function report(lang: string, title: string, text: string): Readable {
  return { lang, title, summary: text.split('. ')[0] ?? '', text: text };
}

const noConcepts = conceptsOf([]);

/** An arriving item of the unit tests; `hours` after a fixed morning. */
export const arriving = (item: number, readable: Readable, hours = 0): Arriving => ({
  item,
  outlet: item,
  at: Date.UTC(2026, 11, 5) + hours * 3_600_000,
  dated: true,
  strand: strandOf(readable, noConcepts),
});

/** An item as ingest would give it. */
export const weavable = (id: number, readable: Readable, outletId: number, hours = 0): Weavable => ({
  ...readable,
  id,
  firstId: id,
  outletId,
  url: `https://outlet-${outletId}.example/${id}`,
  published: new Date(Date.UTC(2026, 11, 5) + hours * 3_600_000),
  dated: true,
});
