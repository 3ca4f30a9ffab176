import { describe, expect, it } from 'vitest';
import { extractArticle } from './extract.ts';
import { prune } from './prune.ts';
import { cleanTitle } from './title.ts';

const now = new Date('2026-11-23T12:00:00Z');
const url = 'https://bao.example.vn/tin/le-hoi-123.html';
const read = (html: string, selectors = {}) => extractArticle(html, { url, now, selectors });

const paragraphs = [
  'Sáng ngày khai mạc, hàng nghìn người dân và du khách đã có mặt tại quảng trường trung tâm từ rất sớm để chờ xem các tiết mục nghệ thuật.',
  'Theo ban tổ chức, lễ hội năm nay kéo dài trong năm ngày với hơn hai mươi hoạt động, trong đó có triển lãm ảnh, hội chợ ẩm thực và đua thuyền.',
  'Nhiều nghệ nhân cao tuổi trực tiếp hướng dẫn thanh niên làm đồ thủ công, với mong muốn gìn giữ nghề cũ của làng trước những đổi thay của đời sống.',
  'Các công ty lữ hành cho biết lượng khách đặt chỗ tăng gần một phần ba so với cùng kỳ, phần lớn là các gia đình đi bằng đường bộ.',
];
const body = paragraphs.map((text) => `<p>${text}</p>`).join('\n');
const around = (
  article: string,
  head = '',
): string => `<!doctype html><html lang="vi"><head><title>Lễ hội mùa xuân mở cửa đón khách - Báo Ví dụ</title>
<script>var a = "<p>không phải bài</p>";</script><style>p{}</style>${head}</head><body>
<nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/the-gioi">Thế giới</a></li></ul></nav>${article}
<aside><h3>Tin liên quan</h3><ul><li><a href="/1">Một tin khác hẳn về chuyện khác</a></li><li><a href="/2">Tin nữa</a></li></ul></aside>
<footer>Bản quyền thuộc về Báo Ví dụ</footer></body></html>`;

describe('an article on a page', () => {
  const page = around(
    `<main><article><h1>Lễ hội mùa xuân mở cửa đón khách</h1><div class="date">Thứ Hai, 23/11/2026 - 08:30</div>
<p class="sapo">Lễ hội lớn nhất trong năm của tỉnh đã mở cửa sáng nay.</p>
<figure><img src="/a.gif" data-src="/anh.jpg" alt="Lễ hội"><figcaption>Quang cảnh lễ khai mạc. Ảnh: Nguyễn Văn A</figcaption></figure>
${body}<p class="author">Trần Thị B</p></article></main>`,
    '<meta property="og:image" content="/og.jpg"><link rel="canonical" href="/tin/le-hoi.html">',
  );

  it('every part of it, and nothing from around it', () => {
    const found = read(page);
    expect(found).toMatchObject({
      outcome: 'found',
      title: 'Lễ hội mùa xuân mở cửa đón khách',
      byline: 'Trần Thị B',
      published: new Date('2026-11-23T01:30:00Z'),
      lead: 'Lễ hội lớn nhất trong năm của tỉnh đã mở cửa sáng nay.',
      language: 'vi',
      canonical: 'https://bao.example.vn/tin/le-hoi.html',
      image: 'https://bao.example.vn/og.jpg',
      pictures: [
        {
          url: 'https://bao.example.vn/anh.jpg',
          alt: 'Lễ hội',
          caption: 'Quang cảnh lễ khai mạc.',
          credit: 'Nguyễn Văn A',
        },
      ],
    });
    const text = found.outcome === 'found' ? found.text : '';
    for (const paragraph of paragraphs) expect(text).toContain(paragraph);
    expect(text).not.toMatch(/Trang chủ|liên quan|Bản quyền|không phải bài|mở cửa sáng nay|Quang cảnh/);
  });

  it('by the selectors of its source before anything else', () => {
    const found = read(
      `<div class="x"><b class="t">Tên bài</b><i class="d">23/11/2026 08:30</i><div class="c">Ngắn.<span class="ad">QC</span></div></div>`,
      {
        title: '.t',
        published: '.d',
        body: '.c',
        remove: ['.ad', '!!'],
      },
    );
    expect(found).toMatchObject({
      outcome: 'found',
      by: 'selectors',
      title: 'Tên bài',
      text: 'Ngắn.',
      published: new Date('2026-11-23T01:30:00Z'),
    });
  });

  it('selectors that find nothing, or cannot be read, do no harm', () => {
    expect(read(page, { title: '###', body: '.gone', lead: ':x(' })).toMatchObject({
      outcome: 'found',
      title: 'Lễ hội mùa xuân mở cửa đón khách',
    });
  });

  it('by a marked container, without what is not of the article in it', () => {
    const found = read(
      around(
        `<div itemprop="articleBody">${body}<div class="related-news"><a href="/x">Tin liên quan rất dài dòng ở đây để thử</a></div></div>`,
      ),
    );
    expect(found).toMatchObject({ outcome: 'found', by: 'container', text: paragraphs.join('\n') });
  });

  it('what JSON-LD says, even in a graph', () => {
    const data = JSON.stringify({
      '@graph': [
        { '@type': 'WebSite', name: 'Báo' },
        {
          '@type': ['NewsArticle'],
          headline: 'Lễ hội',
          datePublished: '2026-11-22T08:00:00+07:00',
          dateModified: '2026-11-23T08:00:00+07:00',
          author: [{ name: 'A' }, { name: 'B' }],
        },
      ],
    });
    expect(
      read(
        around(
          body,
          `<script type="application/ld+json">${data}</script><script type="application/ld+json">{broken</script>`,
        ),
      ),
    ).toMatchObject({
      byline: 'A, B',
      published: new Date('2026-11-22T01:00:00Z'),
      updated: new Date('2026-11-23T01:00:00Z'),
    });
  });

  it('a caption in the table that old systems put a picture in', () => {
    const table =
      '<table class="picture"><tr><td><img src="/p.jpg" width="600"></td></tr><tr><td class="pCaption">Bến thuyền (Ảnh: TTXVN)</td></tr></table>';
    const found = read(around(`<div class="entry-content">${body}${table}</div>`));
    expect(found).toMatchObject({
      pictures: [{ url: 'https://bao.example.vn/p.jpg', caption: 'Bến thuyền', credit: 'TTXVN', width: 600 }],
    });
  });

  it('hostile markup does not come through', () => {
    const found = read(
      around(`<article>${body}<p onclick="x"><a href="javascript:x">y</a><img src=x onerror=y></p></article>`),
    );
    expect(found.outcome === 'found' && found.html).not.toMatch(/onclick|javascript|onerror|<script/);
  });
});

describe('what its author did not write is left out, whatever its classes', () => {
  const textOf = (html: string) => {
    const found = read(around(html));
    return found.outcome === 'found' ? found.text : '';
  };
  const [one, two, ...rest] = paragraphs.map((text) => `<p>${text}</p>`);
  const link = '<a href="/tin/9.html">Một tin khác hẳn, đăng ở trang khác</a>';

  it.each([
    ['a line that points elsewhere', `<p>Xem thêm: ${link}</p>`],
    ['one in English', `<p><strong>Read more: ${link}</strong></p>`],
    ['arrows', `<p>&gt;&gt; ${link}</p>`],
    ['the title of another page alone', `<p>${link}</p>`],
    ['a list of such', `<ul><li>${link}</li><li>${link}</li></ul>`],
    ['an advertisement', '<p>QUẢNG CÁO</p>'],
    ['an invitation', '<div class="x"><h3>Sign up for our newsletter</h3><p>Get it every morning.</p></div>'],
    [
      'teasers',
      `<div>${'<div><h4><a href="/t">Năm chữ của một tin</a></h4><span>Một câu nữa.</span></div>'.repeat(3)}</div>`,
    ],
  ])('%s between the paragraphs', (_name, furniture) => {
    expect(textOf(`<div class="q">${one}${two}${furniture}${rest.join('')}</div>`)).toBe(paragraphs.join('\n'));
  });

  it.each([
    ['a caption in italics under its picture', '<p><img src="/a.jpg"></p><p><em>Một bến thuyền lúc sáng sớm</em></p>'],
    ['one that names the photographer', '<p><img src="/a.jpg"></p><p>Một bến thuyền lúc sáng sớm. Ảnh: Trần Văn A</p>'],
    [
      'one in the table of its picture',
      '<table><tr><td><img src="/a.jpg"></td></tr><tr><td><i>Một bến thuyền</i></td></tr></table>',
    ],
  ])('%s is the caption, and no text', (_name, figure) => {
    const found = read(around(`<div class="q">${one}${two}${figure}${rest.join('')}</div>`));
    expect(found).toMatchObject({
      text: paragraphs.join('\n'),
      pictures: [{ caption: expect.stringContaining('bến thuyền') }],
    });
  });

  it('date and path at the head, signature and imprint at the tail', () => {
    expect(
      textOf(`<div class="q"><div><a href="/">Trang chủ</a> » <a href="/tin">Tin</a></div><div>Thứ Hai, 23/11/2026 08:30</div>${body}
        <p style="text-align: right"><b>Trần Văn A</b></p><p>Từ khoá: <a href="/a">lễ hội</a></p><p>Giấy phép số 00/GP</p></div>`),
    ).toBe(paragraphs.join('\n'));
  });

  it('comments and the next article behind it', () => {
    const next = `<div class="n"><h2>Bài kế tiếp</h2><p>${'Chuyện khác. '.repeat(10)}</p></div>`;
    const comments = `<div class="c"><h3>Bình luận</h3><div><p>${'Tôi đồng ý. '.repeat(12)}</p></div></div>`;
    expect(textOf(`<div class="q"><div class="t">${body}</div>${comments}${next}</div>`)).toBe(paragraphs.join('\n'));
  });

  it('and thousands of it cost little more than one', () => {
    const flood = '<h3>Tin liên quan</h3><p>Một đoạn ngắn.</p>'.repeat(3_000);
    const cost = (html: string) => {
      const before = process.cpuUsage();
      textOf(`<div class="article-body">${body}${html}</div>`);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    cost(flood);
    expect(cost(flood + flood)).toBeLessThan(6 * cost(flood));
  });

  it('but nothing of an article in parts, in lists, with links or a short word', () => {
    const part = (html: string) => `<div class="part">${html}</div>`;
    const parts = `${part(`${one}${two}<div class="r"><h4>Tin liên quan</h4><ul><li>${link}</li><li>${link}</li></ul></div>`)}${part(rest.join(''))}`;
    expect(textOf(`<div class="q">${parts}</div>`)).toBe(paragraphs.join('\n'));
    const list =
      '<ul><li>Bún, phở và các món nước của <a href="/hue">Huế</a></li><li>Bánh làm từ bột gạo</li></ul><p>Không.</p>';
    expect(textOf(`<div class="q">${one}${two}${list}${rest.join('')}</div>`).split('\n')).toHaveLength(7);
  });
});

describe('a page without an article says why', () => {
  it.each([
    ['blank', ''],
    ['blank', '<html><body> </body></html>'],
    ['gate', `<html><body><script>${'x'.repeat(500)}</script></body></html>`],
    ['gate', '<html><body><p>Please enable JavaScript and cookies to continue</p></body></html>'],
    ['list', `<ul>${'<li><a href="/x">Một tin nào đó trong danh sách</a></li>'.repeat(40)}</ul>`],
    ['short', '<p>Không có gì.</p>'],
    ['short', 'không phải HTML'],
  ])('%s', (reason, html) => {
    expect(read(html)).toMatchObject({ outcome: 'empty', reason });
  });

  it.each([
    ['deep', '<div>'.repeat(100_000)],
    ['wide', '<p>x</p>'.repeat(60_000)],
    ['attributes', `<p ${'a="b" '.repeat(50_000)}>`],
    ['unclosed', '<table><tr><td'.repeat(5_000)],
    ['binary', '\0\u0001\ufffd'.repeat(1_000)],
  ])('%s junk is bounded', (_name, html) => {
    const { html: pruned } = prune(html);
    expect(pruned.split('<').length).toBeLessThan(130_000);
    expect(['empty', 'found']).toContain(read(html.slice(0, 60_000)).outcome);
  });
});

describe('cleanTitle', () => {
  it.each([
    ['Lễ hội mở cửa - Báo Nhân Dân', 'Lễ hội mở cửa'],
    ['Lễ hội mở cửa | Cổng thông tin điện tử tỉnh A', 'Lễ hội mở cửa'],
    ['Lễ hội mở cửa - example.vn', 'Lễ hội mở cửa'],
    ['Lễ hội mở cửa - Thời sự - Example', 'Lễ hội mở cửa - Thời sự'],
    ['Example » Lễ hội mở cửa', 'Lễ hội mở cửa'],
    ['Hà Nội - Huế - Sài Gòn', 'Hà Nội - Huế - Sài Gòn'],
    ['Covid-19: tình hình mới', 'Covid-19: tình hình mới'],
  ])('%s', (title, expected) => {
    expect(cleanTitle(title, { site: 'Example', host: 'www.example.vn' })).toBe(expected);
  });
});
