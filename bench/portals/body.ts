import { between, type Chance, type Lang, paragraph, person, pick, sentence, title } from './words.ts';

/** One block of an article: what its author wrote (in the gold), or what a page puts between. */
type Block = { html: string; gold: string };

/** How a publishing system writes paragraphs. */
export type Manner = 'p' | 'br' | 'div' | 'span';

const say = (lang: Lang, vi: string, en: string): string => (lang === 'vi' ? vi : en);

function block(chance: Chance, lang: Lang, manner: Manner): Block {
  const kind = chance();
  if (kind < 0.08) {
    const text = title(chance, lang);
    return {
      html: pick(chance, [`<h2>${text}</h2>`, `<h3>${text}</h3>`, `<p><strong>${text}</strong></p>`]),
      gold: text,
    };
  }
  if (kind < 0.13) {
    const items = Array.from({ length: between(chance, 2, 5) }, () => sentence(chance, lang));
    return { html: `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`, gold: items.join('\n') };
  }
  if (kind < 0.17) {
    const text = paragraph(chance, lang, 1, 2);
    return { html: `<blockquote><p>“${text}”</p></blockquote>`, gold: text };
  }
  if (kind < 0.2) {
    const rows = Array.from({ length: between(chance, 3, 6) }, () => [
      pick(chance, ['A', 'B', 'C', 'D']) + between(chance, 1, 99),
      `${between(chance, 10, 900)}`,
      `${between(chance, 1, 12)}/2026`,
    ]);
    return {
      html: `<table border="1">${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`,
      gold: rows.map((row) => row.join(' ')).join('\n'),
    };
  }
  const text = paragraph(chance, lang);
  const linked = chance() < 0.15 ? text.replace(/^(\S+ \S+)/, '<a href="/chu-de/mot">$1</a>') : text;
  return { html: written(linked, manner), gold: text };
}

/** A paragraph as a publishing system writes it. */
function written(text: string, manner: Manner): string {
  if (manner === 'br') return `${text}<br>\n<br>\n`;
  if (manner === 'div') return `<div>${text}</div>`;
  if (manner === 'span')
    return `<p class="MsoNormal" style="text-align: justify"><span style="font-size: 14pt">${text}</span></p>`;
  return `<p>${text}</p>`;
}

/** A picture with its caption, in one of the ways that systems put them. The caption is no part of the body. */
function figure(chance: Chance, lang: Lang): string {
  const words = sentence(chance, lang);
  const caption = `${words} ${say(lang, 'Ảnh', 'Photo')}: ${person(chance)}`;
  const image = `<img src="/anh/${between(chance, 100, 999)}.jpg" width="640" height="420" alt="">`;
  return pick(chance, [
    `<figure>${image}<figcaption>${caption}</figcaption></figure>`,
    `<figure class="image"><img data-src="/anh/x.jpg" src="data:,"><figcaption><p>${caption}</p></figcaption></figure>`,
    `<table class="picture" align="center"><tr><td>${image}</td></tr><tr><td class="caption">${caption}</td></tr></table>`,
    `<div class="wp-caption aligncenter">${image}<p class="wp-caption-text">${caption}</p></div>`,
    `<div class="image-box">${image}<p class="image-caption">${caption}</p></div>`,
    `<p style="text-align: center">${image}</p><p style="text-align: center"><em>${caption}</em></p>`,
    `<table><tr><td align="center">${image}</td></tr><tr><td align="center"><i>${caption}</i></td></tr></table>`,
  ]);
}

/** What stands between the paragraphs and is not of the article. */
function inset(chance: Chance, lang: Lang): string {
  const link = (): string => `<a href="/tin/${between(chance, 1000, 9999)}.html">${title(chance, lang)}</a>`;
  return pick(chance, [
    `<p>${say(lang, 'Xem thêm', 'Read more')}: ${link()}</p>`,
    `<p><strong>${say(lang, 'Đọc thêm', 'See also')}: ${link()}</strong></p>`,
    `<p>&gt;&gt; ${link()}</p>`,
    `<div class="related-box"><p>${say(lang, 'Tin liên quan', 'Related')}</p><ul><li>${link()}</li><li>${link()}</li></ul></div>`,
    `<ul><li>${link()}</li><li>${link()}</li><li>${link()}</li></ul>`,
    `<div class="ad-slot">${say(lang, 'Quảng cáo', 'Advertisement')}</div>`,
    `<p>${say(lang, 'QUẢNG CÁO', 'ADVERTISEMENT')}</p>`,
    `<div class="inline-signup"><h3>${say(lang, 'Đăng ký nhận bản tin', 'Sign up for our newsletter')}</h3><p>${say(lang, 'Nhận những tin mới nhất mỗi sáng trong hộp thư của bạn.', 'Get the latest stories in your inbox every morning.')}</p></div>`,
  ]);
}

export type Made = { html: string; gold: string; lead: string | undefined; title: string };

/** A whole article: its body as HTML with what pages put between, and the gold: what its author wrote, the lead included. */
export function makeArticle(chance: Chance, lang: Lang, manner: Manner): Made {
  const count = chance() < 0.2 ? between(chance, 2, 3) : between(chance, 4, 16);
  const opening = paragraph(chance, lang);
  const blocks: Block[] = [{ html: written(opening, manner), gold: opening }];
  while (blocks.length < count) {
    if (chance() < 0.14) blocks.push({ html: figure(chance, lang), gold: '' });
    if (chance() < 0.12) blocks.push({ html: inset(chance, lang), gold: '' });
    blocks.push(block(chance, lang, manner));
  }
  const lead = chance() < 0.7 ? paragraph(chance, lang, 1, 2) : undefined;
  const html = blocks.map((each) => each.html).join('\n');
  const gold = [lead, ...blocks.map((each) => each.gold)]
    .filter((text) => text !== undefined && text !== '')
    .join('\n');
  return { html, gold, lead, title: title(chance, lang) };
}
