import {
  type DemoItem,
  type Demonstration,
  type DemoOutlet,
  feedPath,
  inLanguage,
  itemPath,
  itemsOf,
  outletPath,
  publishedAt,
} from './demonstration.ts';
import { bodyHtml, rfc3339, type Serving } from './feeds.ts';
import { markup, type Raw, raw } from './markup.ts';

const words: Record<string, { home: string; more: string; share: string; published: string; about: string }> = {
  vi: { home: 'Trang chủ', more: 'Bài khác', share: 'Chia sẻ', published: 'Đăng lúc', about: 'Giới thiệu' },
  en: { home: 'Home', more: 'More to read', share: 'Share', published: 'Published', about: 'About' },
  fr: { home: 'Accueil', more: 'À lire aussi', share: 'Partager', published: 'Publié le', about: 'À propos' },
};

const mediaTypes = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
  rdf: 'application/rdf+xml',
} as const;

/** The page of an item, with the furniture that pages of the press have: navigation, related items, sharing, a footer. */
export function itemPage(demonstration: Demonstration, item: DemoItem, serving: Serving): string {
  const outlet = outletOf(demonstration, item.outlet);
  const date = rfc3339(publishedAt(item, serving.now));
  const url = serving.origin + itemPath(item);
  const name = inLanguage(outlet.names, item.language);
  const say = wordsIn(item.language);
  const data = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: item.title,
    description: item.summary,
    inLanguage: item.language,
    datePublished: date,
    dateModified: date,
    mainEntityOfPage: url,
    publisher: { '@type': 'Organization', name },
  };
  const related = itemsOf(demonstration, outlet, item.language).filter((other) => other !== item);
  return frame({
    demonstration,
    outlet,
    serving,
    language: item.language,
    title: `${item.title} | ${name}`,
    head: markup`<link rel="canonical" href="${url}">
<meta name="description" content="${item.summary}">
<meta property="og:type" content="article">
<meta property="og:title" content="${item.title}">
<meta property="og:description" content="${item.summary}">
<meta property="og:url" content="${url}">
<meta property="og:site_name" content="${name}">
<meta property="article:published_time" content="${date}">
<script type="application/ld+json">${raw(JSON.stringify(data).replaceAll('<', '\\u003c'))}</script>`,
    main: markup`<main>
<article class="article">
<header>
<h1 class="article-title">${item.title}</h1>
<p class="meta"><span class="byline">${name}</span> · ${say.published} <time datetime="${date}">${readable(publishedAt(item, serving.now))}</time></p>
</header>
<p class="sapo"><strong>${item.summary}</strong></p>
<div class="article-body">
${raw(bodyHtml(demonstration, item))}
</div>
<div class="share"><span>${say.share}:</span> <a href="#mail">Email</a> <a href="#link">Link</a></div>
</article>
<aside class="related">
<h2>${say.more}</h2>
<ul>
${related.slice(0, 5).map((other) => markup`<li><a href="${itemPath(other)}">${other.title}</a></li>`)}
</ul>
</aside>
</main>`,
  });
}

/** The front page of an outlet in its first language, with everything that it published. */
export function outletPage(demonstration: Demonstration, outlet: DemoOutlet, serving: Serving): string {
  const language = outlet.feeds[0]?.language ?? 'en';
  return frame({
    demonstration,
    outlet,
    serving,
    language,
    title: inLanguage(outlet.names, language),
    head: raw(''),
    main: markup`<main>
<h1>${inLanguage(outlet.names, language)}</h1>
<p>${inLanguage(outlet.about, language)}</p>
<ul class="items">
${itemsOf(demonstration, outlet).map(
  (item) => markup`<li lang="${item.language}"><a href="${itemPath(item)}">${item.title}</a>
<time datetime="${rfc3339(publishedAt(item, serving.now))}">${readable(publishedAt(item, serving.now))}</time><p>${item.summary}</p></li>`,
)}
</ul>
</main>`,
  });
}

/** The page at the root: which outlets there are, and their feeds. */
export function rootPage(demonstration: Demonstration): string {
  const { page } = demonstration.notices;
  return document({
    language: 'vi',
    title: 'Demo: Cửa Sổ',
    head: markup`<link rel="alternate" type="text/x-opml" href="/opml" title="OPML">`,
    body: markup`${Object.entries(page).map(([language, text]) => notice(language, text))}
<h1>Demo: Cửa Sổ</h1>
<p><a href="/opml">OPML</a></p>
<ul>
${demonstration.outlets.map(
  (outlet) => markup`<li><a href="${outletPath(outlet)}">${inLanguage(outlet.names, 'vi')}</a>
<span lang="en">${inLanguage(outlet.names, 'en')}</span> (${outlet.class})
<ul>${outlet.feeds.map((feed) => markup`<li><a href="${feedPath(outlet, feed)}">${feedPath(outlet, feed)}</a></li>`)}</ul></li>`,
)}
</ul>`,
  });
}

/** What stands where nothing is. */
export function missingPage(demonstration: Demonstration): string {
  const { page } = demonstration.notices;
  return document({
    language: 'vi',
    title: '404',
    head: raw(''),
    body: markup`${Object.entries(page).map(([language, text]) => notice(language, text))}
<h1>404</h1>
<p><a href="/">Demo: Cửa Sổ</a></p>`,
  });
}

type Frame = {
  demonstration: Demonstration;
  outlet: DemoOutlet;
  serving: Serving;
  language: string;
  title: string;
  head: Raw;
  main: Raw;
};

function frame({ demonstration, outlet, language, title, head, main }: Frame): string {
  const name = inLanguage(outlet.names, language);
  const say = wordsIn(language);
  const feeds = outlet.feeds.map(
    (feed) =>
      markup`<link rel="alternate" type="${mediaTypes[feed.format]}" hreflang="${feed.language}" href="${feedPath(outlet, feed)}" title="${inLanguage(outlet.names, feed.language)}">`,
  );
  return document({
    language,
    title,
    head: markup`${feeds}
${head}`,
    body: markup`${notice(language, inLanguage(demonstration.notices.page, language))}
<header class="site"><a class="brand" href="${outletPath(outlet)}">${name}</a>
<nav><ul><li><a href="/">${say.home}</a></li><li><a href="${outletPath(outlet)}">${say.about}</a></li></ul></nav>
</header>
${main}
<footer class="site"><p>${name}. ${inLanguage(outlet.about, language)}.</p></footer>`,
  });
}

function document({ language, title, head, body }: { language: string; title: string; head: Raw; body: Raw }): string {
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<link rel="stylesheet" href="/style.css">
${head}
</head>
<body>
${body}
</body>
</html>
`.raw;
}

const notice = (language: string, text: string): Raw =>
  markup`<p class="demonstration" role="note" lang="${language}"><strong>${text}</strong></p>`;

const readable = (date: Date): string => rfc3339(date).slice(0, 16).replace('T', ' ');

const wordsIn = (language: string) => {
  const found = words[language] ?? words.en;
  if (!found) throw new RangeError(`demo: no words in ${language}`);
  return found;
};

function outletOf(demonstration: Demonstration, id: string): DemoOutlet {
  const outlet = demonstration.outlets.find((one) => one.id === id);
  if (!outlet) throw new RangeError(`demo: there is no outlet "${id}"`);
  return outlet;
}
