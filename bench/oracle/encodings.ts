import iconv from 'iconv-lite';
import { type Case, of } from './frames.ts';

const bytesOf = (text: string, encoding: string): Uint8Array => iconv.encode(text, encoding);

export function* encodings(): Generator<Case> {
  const text = (declared: string, inner: string): string =>
    `<?xml version="1.0"${declared && ` encoding="${declared}"`}?><rss version="2.0"><channel><item><title>${inner}</title></item></channel></rss>`;
  const words: Readonly<Record<string, string>> = {
    'utf-8': 'Việt Nam — €',
    'iso-8859-1': 'café à la crème',
    'windows-1252': 'café “quoted” €',
    'windows-1251': 'новости дня',
    'koi8-r': 'новости дня',
    gb2312: '新闻中心',
    big5: '新聞',
    shift_jis: 'ニュース',
    'euc-jp': 'ニュース',
    'euc-kr': '뉴스',
    'utf-16le': 'Việt',
    'utf-16be': 'Việt',
    'utf-32le': 'Việt',
    'utf-32be': 'Việt',
    'iso-8859-2': 'żółć',
    'iso-8859-15': '€ café',
    'windows-1258': 'café',
    cp437: 'café',
    macintosh: 'café',
    'iso-8859-5': 'новости',
    'iso-8859-7': 'νέα',
    'tis-620': 'ข่าว',
    gb18030: '新闻',
    gbk: '新闻',
  };
  for (const [encoding, inner] of Object.entries(words)) {
    for (const declared of [encoding, '', 'utf-8', 'iso-8859-1', 'bogus']) {
      for (const contentType of [
        'application/xml',
        'text/xml',
        `text/xml; charset=${encoding}`,
        `application/xml; charset="${encoding}"`,
        'text/xml; charset=us-ascii',
        'text/html',
        'application/rss+xml',
        'application/atom+xml; charset=iso-8859-1',
        'text/plain',
        '',
      ]) {
        for (const addBOM of encoding.startsWith('utf') ? [false, true] : [false])
          yield {
            ...of(`${encoding} declared ${declared} as ${contentType} ${addBOM ? 'BOM' : ''}`, ''),
            bytes: addBOM
              ? iconv.encode(text(declared, inner), encoding, { addBOM })
              : bytesOf(text(declared, inner), encoding),
            contentType,
          };
      }
    }
  }
}
