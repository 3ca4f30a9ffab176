import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decode } from './decode.ts';
import { legacyVietnamese } from './legacy.ts';
import { isSyllable } from './syllable.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

const prose =
  'Thủ tướng chủ trì hội nghị phát triển kinh tế biển tại tỉnh Khánh Hòa; người dân Đắk Lắk gìn giữ di sản, ' +
  'quảng bá ẩm thực, nghệ thuật và cảnh đẹp của quê hương đất nước tới bè bạn khắp năm châu. Ở đó, gỗ quý, ' +
  'sỏi đá, sương mù, nắng ấm, mưa phùn, lũy tre, giếng nước, khuya sớm đều được kể lại.';

/** Letters with their tones apart, as windows-1258 has them. */
function toneApart(text: string): string {
  return [...text.normalize('NFC')]
    .map((letter) => {
      const apart = letter.normalize('NFD');
      const tone = /[\u0300\u0301\u0303\u0309\u0323]/.exec(apart)?.[0] ?? '';
      return apart.replace(tone, '').normalize('NFC') + tone;
    })
    .join('');
}

const vniTones = { '\u0301': 'ù', '\u0300': 'ø', '\u0309': 'û', '\u0303': 'õ', '\u0323': 'ï' };
const vniHats = { '': 'â', '\u0301': 'á', '\u0300': 'à', '\u0309': 'å', '\u0303': 'ã', '\u0323': 'ä' };
const vniBowls = { '': 'ê', '\u0301': 'é', '\u0300': 'è', '\u0309': 'ú', '\u0303': 'ü', '\u0323': 'ë' };
const vniWhole: Readonly<Record<string, string>> = {
  í: 'í', ì: 'ì', ỉ: 'æ', ĩ: 'ó', ị: 'ò', ỵ: 'î', đ: 'ñ', Đ: 'Ñ', ơ: 'ô', ư: 'ö',
}; // biome-ignore format: a table reads better in rows

/** What a typist of VNI would have written: made apart from the table under test. */
function toVni(text: string): string {
  return [...text.normalize('NFC')]
    .map((letter) => {
      if (vniWhole[letter]) return vniWhole[letter];
      const [base = '', ...marks] = letter.normalize('NFD');
      const tone = (marks.find((mark) => mark in vniTones) ?? '') as keyof typeof vniHats;
      if (marks.includes('\u0302')) return base + vniHats[tone];
      if (marks.includes('\u0306')) return base + vniBowls[tone];
      if (tone === '') return letter;
      const horn = marks.includes('\u031b') ? { o: 'ô', u: 'ö', O: 'Ô', U: 'Ö' }[base] : base;
      return `${horn}${vniTones[tone]}`;
    })
    .join('');
}

describe('how the encoding is decided', () => {
  it('a byte order mark comes before everything', () => {
    expect(
      decode(Buffer.concat([Uint8Array.of(0xef, 0xbb, 0xbf), utf8('Việt')]), 'text/xml; charset=iso-8859-1'),
    ).toMatchObject({
      text: 'Việt',
      encoding: 'utf-8',
    });
    expect(decode(Buffer.from('\ufeffViệt', 'utf16le')).text).toBe('Việt');
    expect(decode(iconv.encode('Việt', 'utf-16be', { addBOM: true })).text).toBe('Việt');
    expect(decode(iconv.encode('Việt', 'utf-32le', { addBOM: true })).text).toBe('Việt');
  });

  it('the header comes before the declaration, the declaration before a guess', () => {
    const koi = iconv.encode('<?xml version="1.0" encoding="windows-1251"?><a>новости</a>', 'koi8-r');
    expect(decode(koi, 'application/xml; charset=koi8-r').text).toContain('новости');
    const cyrillic = iconv.encode('<?xml version="1.0" encoding="windows-1251"?><a>новости</a>', 'win1251');
    expect(decode(cyrillic, 'application/xml').text).toContain('новости');
    expect(decode(latin1('<a>caf\xe9</a>')).text).toBe('<a>café</a>');
    expect(decode(iconv.encode('<meta charset="gb2312">新闻', 'gb2312')).text).toContain('新闻');
  });

  it('what the bytes contradict is passed over', () => {
    expect(decode(latin1('<?xml version="1.0" encoding="utf-8"?>caf\xe9 \xe0 la cr\xe8me')).text).toContain(
      'café à la crème',
    );
    expect(
      decode(utf8('<?xml version="1.0" encoding="utf-8"?>Việt Nam'), 'text/xml; charset=iso-8859-1').text,
    ).toContain('Việt Nam');
    expect(decode(utf8('<?xml version="1.0" encoding="us-ascii"?>Việt Nam')).text).toContain('Việt Nam');
    expect(decode(utf8('<?xml version="1.0" encoding="iso-8859-1"?>café')).text).toContain('café');
    expect(decode(utf8('<a>Việt Nam đổi mới</a>'), 'text/xml; charset=windows-1252').text).toContain(
      'Việt Nam đổi mới',
    );
    expect(decode(latin1('<?xml version="1.0" encoding="iso-8859-1"?>\xabCAF\xc9\xbb')).text).toContain('«CAFÉ»');
    expect(decode(utf8('<?xml version="1.0" encoding="nonsense"?>Việt Nam')).text).toContain('Việt Nam');
  });

  it('UTF-16 without a mark shows in how it begins', () => {
    expect(decode(Buffer.from('<?xml version="1.0" encoding="utf-16"?><a>Việt</a>', 'utf16le')).text).toContain('Việt');
  });

  it('a character cut at the end costs only itself', () => {
    const bytes = utf8('Việt');
    expect(decode(bytes.subarray(0, bytes.length - 2))).toEqual({ text: 'Vi', encoding: 'utf-8', damaged: false });
  });

  it('UTF-8 with a broken byte stays UTF-8, and says so', () => {
    const broken = Buffer.concat([utf8(prose), Uint8Array.of(0xff), utf8(prose)]);
    const read = decode(broken, 'text/xml; charset=utf-8');
    expect(read.damaged).toBe(true);
    expect(read.text.replace('\ufffd', '')).toBe(prose + prose);
  });
});

describe('Vietnamese from before Unicode', () => {
  const written: readonly (readonly [string, Uint8Array])[] = [
    ['tcvn3', iconv.encode(prose.replace('Ở', 'ở'), 'tcvn')],
    ['viscii', iconv.encode(prose, 'viscii')],
    ['vni', Buffer.from(toVni(prose), 'latin1')],
    ['windows-1258', iconv.encode(toneApart(prose), 'windows-1258')],
  ];

  it.each(written)('%s in a document that says Latin-1', (name, bytes) => {
    const { text, encoding } = decode(bytes, 'text/html; charset=iso-8859-1');
    expect(encoding).toBe(name);
    expect(text.replace('Ở', 'ở')).toBe(prose.replace('Ở', 'ở'));
  });

  it.each(written)('%s that went through UTF-8 on its way', (_name, bytes) => {
    const { text } = decode(utf8(new TextDecoder('windows-1252').decode(bytes)), 'text/html; charset=utf-8');
    expect(text.replace('Ở', 'ở')).toBe(prose.replace('Ở', 'ở'));
  });

  it('declared windows-1258 is composed', () => {
    const bytes = iconv.encode(toneApart(prose), 'windows-1258');
    expect(decode(bytes, 'text/html; charset=windows-1258').text).toBe(prose);
  });

  it('decomposed text is composed', () => {
    expect(decode(utf8(prose.normalize('NFD'))).text).toBe(prose);
  });

  it.each([
    ['Vietnamese', prose],
    [
      'French',
      "L'été dernier, à Paris, où les élèves français étaient très heureux, être naître forêt âgé côté déjà île garçon façon",
    ],
    [
      'German',
      'Über die Straße für größere Mädchen müssen schöne Bücher früh an die Tür, fünf Äpfel, Grüße, später Nächte',
    ],
    [
      'Portuguese',
      'não são então você está país públicas educação informação São Paulo irmã manhã avó pé café só nós três órgão',
    ],
    [
      'Spanish',
      'más él está así año niño mañana también país público información canción después aquí corazón jamón inglés',
    ],
    ['Swedish', 'får när är också på så två många från före åren hör kött öl år för att även'],
    ['signs', '© 2026 · Báo · 25°C · 10 m² · “trích” – € ½ × ÷ §1 ¶2 «a» ±3 ®'],
  ])('clean %s is never converted', (_language, text) => {
    expect(legacyVietnamese(text)).toBeUndefined();
  });

  it('random Latin-1 is never converted', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'abcdeilmnorstu éèàùçñöüßøåæ'), minLength: 40, maxLength: 400 }),
        (text) => {
          expect(legacyVietnamese(text)).toBeUndefined();
        },
      ),
    );
  });

  it('knows syllables from what only looks like them', () => {
    for (const word of ['nghiêng', 'Khuya', 'quý', 'giữ', 'Đắk', 'ở', 'yêu', 'thuở', 'xoong'])
      expect(isSyllable(word)).toBe(true);
    for (const word of ['été', 'für', 'cảt', 'bàc', 'hộiị', 'wìn']) expect(isSyllable(word)).toBe(false);
  });
});
