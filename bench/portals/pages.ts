import { type Made, type Manner, makeArticle } from './body.ts';
import { between, type Chance, chanceOf, type Lang, paragraph, person, pick, sentence, title } from './words.ts';

const say = (lang: Lang, vi: string, en: string): string => (lang === 'vi' ? vi : en);
const times = (count: number, make: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => make(n)).join('');

/** What stands around an article on one page. */
type Around = {
  head: string;
  menu: string;
  crumbs: string;
  share: string;
  tags: string;
  related: string;
  comments: string;
  side: string;
  cookie: string;
  more: string;
  foot: string;
  date: string;
  by: string;
};

function around(chance: Chance, lang: Lang): Around {
  const link = (text: string): string => `<a href="/tin/${between(chance, 1000, 9999)}.html">${text}</a>`;
  const or = (share: number, html: string): string => (chance() < share ? html : '');
  const day = `${between(chance, 10, 28)}/${between(chance, 10, 11)}/2026`;
  const teaser = (): string =>
    `<div class="item"><h4>${link(title(chance, lang))}</h4><p>${sentence(chance, lang)}</p></div>`;
  return {
    head: `<meta charset="utf-8"><meta property="og:site_name" content="Cổng thử">`,
    menu: `<ul>${times(between(chance, 6, 14), () => `<li>${link(title(chance, lang).split(' ').slice(0, 3).join(' '))}</li>`)}</ul>`,
    crumbs: `<a href="/">${say(lang, 'Trang chủ', 'Home')}</a> &raquo; <a href="/tin">${say(lang, 'Tin tức', 'News')}</a>`,
    share: or(
      0.7,
      `<div class="${pick(chance, ['share-bar', 'social-share', 'addthis', 'fb-like-box', 'actions-list'])}"><a href="#">Facebook</a> <a href="#">Zalo</a> <a href="#">${say(lang, 'In trang này', 'Print this page')}</a></div>`,
    ),
    tags: or(
      0.6,
      `<div class="${pick(chance, ['tags', 'keyword-list', 'tu-khoa'])}">${say(lang, 'Từ khoá', 'Tags')}: ${times(4, () => `${link(title(chance, lang).split(' ').slice(0, 2).join(' '))}, `)}</div>`,
    ),
    related: or(
      0.8,
      `<div class="${pick(chance, ['related-news', 'tin-lien-quan', 'other-news', 'box-list', 'news-bottom'])}"><h3>${pick(chance, lang === 'vi' ? ['Tin liên quan', 'Tin khác', 'Các tin khác', 'Có thể bạn quan tâm'] : ['Related stories', 'More news', 'You may also like'])}</h3>${chance() < 0.5 ? `<ul>${times(6, () => `<li>${link(title(chance, lang))} <span>(${day})</span></li>`)}</ul>` : times(4, teaser)}</div>`,
    ),
    comments: or(
      0.4,
      `<div class="${pick(chance, ['comments', 'binh-luan', 'box-comment', 'feedback-area'])}" ><h3>${say(lang, 'Bình luận', 'Comments')} (3)</h3>${times(3, () => `<div class="c-item"><b>${person(chance)}</b><p>${paragraph(chance, lang, 1, 3)}</p><span>${say(lang, 'Trả lời', 'Reply')}</span></div>`)}</div>`,
    ),
    side: `<h3>${say(lang, 'Xem nhiều', 'Most read')}</h3>${times(between(chance, 3, 8), teaser)}`,
    cookie: or(
      0.3,
      `<div class="${pick(chance, ['cookie-notice', 'gdpr-bar', 'bottom-message'])}"><p>${say(lang, 'Trang này dùng cookie để phục vụ bạn tốt hơn. Tiếp tục xem trang nghĩa là bạn đồng ý với chính sách của chúng tôi.', 'This site uses cookies to serve you better. By continuing to browse you agree to our policy on cookies.')}</p><button>OK</button></div>`,
    ),
    more: or(
      0.15,
      `<div class="infinite-next"><h2>${title(chance, lang)}</h2>${times(between(chance, 2, 5), () => `<p>${paragraph(chance, lang)}</p>`)}</div>`,
    ),
    foot: `<p>${say(lang, 'Cơ quan chủ quản: Uỷ ban nhân dân tỉnh Ví Dụ. Chịu trách nhiệm chính: ông Trần Văn Sậy. Giấy phép số 00/GP. Ghi rõ nguồn khi phát hành lại thông tin từ cổng này.', 'Published by the example council. All rights reserved. No part of this site may be reproduced without permission of the publisher.')}</p>`,
    date: `${pick(chance, ['Thứ Hai, ', 'Thứ Sáu, ', ''])}${day} 08:${between(chance, 10, 59)}`,
    by: person(chance),
  };
}

/** Scripts and styles as every page carries them: a few times as much as its text. */
const weight = `<style>${'.a-12 > .b{margin:0 auto;color:#333}@media(max-width:600px){.c{display:none}}'.repeat(80)}</style><script>${'function t(n){if(n<1)return"<p>"+n+"</p>";return window.q&&q.push({n:n,s:"x"})}'.repeat(200)}</script>`;

type Template = (made: Made, near: Around, lang: Lang) => string;

const document = (lang: Lang, made: Made, near: Around, body: string): string =>
  `<!doctype html><html lang="${lang}"><head>${near.head}<title>${made.title} - ${say(lang, 'Cổng thông tin Ví Dụ', 'Example Portal')}</title>${weight}</head><body>${body}</body></html>`;

/** Portals as their publishing systems build them. */
const templates: Record<string, { manner: readonly Manner[]; make: Template }> = {
  liferay: {
    manner: ['p', 'span'],
    make: (made, near) =>
      `<div id="wrapper"><header id="banner"><nav id="navigation">${near.menu}</nav></header><div id="content"><nav id="breadcrumbs">${near.crumbs}</nav><div class="portlet-body"><div class="asset-full-content"><h3 class="asset-title">${made.title}</h3><div class="asset-user-actions">${near.share}</div><div class="metadata-publish-date">${near.date}</div><div class="journal-content-article">${made.lead ? `<p class="sapo"><b>${made.lead}</b></p>` : ''}${made.html}<p style="text-align:right"><b>${near.by}</b></p></div></div><div class="asset-entries">${near.related}${near.comments}</div></div><div class="portlet-right">${near.side}</div></div><footer id="footer">${near.foot}</footer>${near.cookie}</div>`,
  },
  sharepoint: {
    manner: ['span', 'div'],
    make: (made, near) =>
      `<form id="aspnetForm"><div id="s4-workspace"><div class="ms-nav">${near.menu}</div><div id="contentRow"><div class="left-col">${near.side}</div><div id="contentBox"><div class="ms-breadcrumb">${near.crumbs}</div><div class="article-detail"><h2 class="title-detail">${made.title}</h2><span class="date-detail">${near.date}</span>${near.share}${made.lead ? `<div class="short-content">${made.lead}</div>` : ''}<div class="ms-rtestate-field">${made.html}</div><div class="author-detail">${near.by}</div></div>${near.tags}${near.related}</div></div><div class="footer">${near.foot}</div></div></form>`,
  },
  homegrown: {
    manner: ['br', 'p', 'span'],
    make: (made, near) =>
      `<div class="container"><div class="menu-top">${near.menu}</div><div class="row"><div class="col-md-9"><div class="chuyenmuc">${near.crumbs}</div><div class="tieude">${made.title}</div><div class="ngaydang">${near.date}</div>${made.lead ? `<div class="tomtat">${made.lead}</div>` : ''}<div class="noidung">${made.html}</div><div class="tacgia">${near.by}</div>${near.share}${near.tags}${near.related}${near.more}</div><div class="col-md-3">${near.side}</div></div><div class="chan-trang">${near.foot}</div></div>`,
  },
  wordpress: {
    manner: ['p'],
    make: (made, near) =>
      `<div id="page" class="site"><header class="site-header"><nav class="main-navigation">${near.menu}</nav></header><div id="primary" class="content-area"><main><article class="post type-post"><header class="entry-header"><h1 class="entry-title">${made.title}</h1><div class="entry-meta">${near.date} by <span class="author vcard">${near.by}</span></div></header><div class="entry-content">${made.lead ? `<p class="has-large-font-size">${made.lead}</p>` : ''}${made.html}${near.share.replace('share-bar', 'sharedaddy')}</div><footer class="entry-footer">${near.tags}</footer></article><section class="author-bio"><p>${near.by} writes about the valley and lives by the lake with two cats.</p></section>${near.related}${near.comments.replace('comments', 'comments-area')}</main></div><aside id="secondary" class="widget-area">${near.side}</aside><footer class="site-footer">${near.foot}</footer></div>${near.cookie}`,
  },
  tables: {
    manner: ['br', 'p', 'div'],
    make: (made, near) =>
      `<table width="980" align="center"><tr><td colspan="3">${near.menu}</td></tr><tr><td width="180" valign="top">${near.side}</td><td valign="top"><table width="100%"><tr><td>${near.crumbs}</td></tr><tr><td class="newstitle"><b>${made.title}</b></td></tr><tr><td><i>${near.date}</i></td></tr>${made.lead ? `<tr><td><b>${made.lead}</b></td></tr>` : ''}<tr><td align="justify">${made.html}</td></tr><tr><td align="right"><b>${near.by}</b></td></tr><tr><td>${near.related}</td></tr></table></td></tr><tr><td colspan="3">${near.foot}</td></tr></table>`,
  },
  press: {
    manner: ['p'],
    make: (made, near) =>
      `<div class="wrapper"><div class="header__nav">${near.menu}</div><div class="main-col"><div class="article"><div class="article__header"><h1 class="article__title">${made.title}</h1><div class="article__meta"><span class="article__author">${near.by}</span><time>${near.date}</time></div>${near.share}</div>${made.lead ? `<h2 class="article__sapo">${made.lead}</h2>` : ''}<div class="article__content">${made.html}</div>${near.tags}</div>${near.comments}${near.related}${near.more}</div><div class="sub-col">${near.side}</div><div class="site-bottom">${near.foot}</div></div>${near.cookie}`,
  },
  magazine: {
    manner: ['p', 'div'],
    make: (made, near) =>
      `<div class="l-page"><div class="l-top">${near.menu}</div><div class="l-story"><h1>${made.title}</h1><p class="dek">${made.lead ?? ''}</p><p class="credit">${near.by} | ${near.date}</p>${near.share}<div class="story-text">${made.html}</div>${near.related}</div><div class="l-rail">${near.side}</div>${near.comments}<div class="l-bottom">${near.foot}</div></div>${near.cookie}`,
  },
  bare: {
    manner: ['p', 'br'],
    make: (made, near) =>
      `<div><div>${near.menu}</div><div><h1>${made.title}</h1><div>${near.date}</div>${made.lead ? `<p><b>${made.lead}</b></p>` : ''}${made.html}${near.share}${near.tags}</div><div>${near.related}</div><div>${near.side}</div><div>${near.foot}</div></div>`,
  },
};

export type Sample = { template: string; lang: Lang; url: string; html: string; gold: string };

/** So many pages of every template, half of them in Vietnamese, the same for the same seed. */
export function makePages(each: number, seed: number): Sample[] {
  return Object.entries(templates).flatMap(([template, { manner, make }], t) =>
    Array.from({ length: each }, (_, n): Sample => {
      const chance = chanceOf(seed * 1_000_003 + t * 10_007 + n);
      const lang: Lang = n % 2 === 0 ? 'vi' : 'en';
      const made = makeArticle(chance, lang, pick(chance, manner));
      const near = around(chance, lang);
      const html = document(lang, made, near, make(made, near, lang));
      return { template, lang, url: `https://${template}.example.vn/tin/${n}.html`, html, gold: made.gold };
    }),
  );
}
