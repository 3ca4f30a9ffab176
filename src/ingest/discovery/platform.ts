/** What a site is made with, as far as that tells where its channels are. */
export const platforms = [
  'wordpress',
  'liferay',
  'sharepoint',
  'drupal',
  'joomla',
  'vnpt',
  'dotnetnuke',
  'nukeviet',
  'blogger',
  'ghost',
  'wix',
  'squarespace',
  'hugo',
  'jekyll',
  'mastodon',
  'youtube',
] as const;
export type Platform = (typeof platforms)[number];

type Mark = { generator?: RegExp; html?: RegExp; header?: [name: string, value?: RegExp]; usual: readonly string[] };

/** By what each is recognised, and where its feeds usually are, relative to the root. */
const marks: Readonly<Record<Platform, Mark>> = {
  wordpress: { generator: /wordpress/i, html: /\/wp-(content|includes)\//, usual: ['/feed/', '/?feed=rss2'] },
  liferay: {
    generator: /liferay/i,
    html: /Liferay\.(?:Browser|ThemeDisplay|Portlet)|[?&;]p_p_id=/,
    header: ['liferay-portal'],
    usual: ['/rss', '/web/guest/rss'],
  },
  sharepoint: {
    generator: /sharepoint/i,
    html: /\/_layouts\/(?:15|16|1033)\/|_spPageContextInfo/,
    header: ['microsoftsharepointteamservices'],
    usual: ['/rss', '/_layouts/15/feed.aspx?xsl=1'],
  },
  drupal: {
    generator: /drupal/i,
    html: /\/sites\/(?:default|all)\/|drupalSettings/,
    header: ['x-drupal-cache'],
    usual: ['/rss.xml'],
  },
  joomla: {
    generator: /joomla/i,
    html: /\/media\/(?:jui|system)\/js\/|option=com_content/,
    usual: ['/?format=feed&type=rss'],
  },
  vnpt: {
    generator: /vnpt/i,
    html: /VNPT[ -]?Portal|cms\.vnpt|vnptcms|vnpt-it/i,
    usual: ['/rss', '/rss.html', '/portal/rss'],
  },
  dotnetnuke: {
    generator: /dotnetnuke|\bdnn\b/i,
    html: /\/DesktopModules\/|__dnnVariable/,
    usual: ['/rss', '/rss.aspx'],
  },
  nukeviet: {
    generator: /nukeviet/i,
    html: /\/themes\/[\w-]+\/js\/[^"]*nv|nukeviet/i,
    usual: ['/rss/', '/news/rss/', '/vi/news/rss/'],
  },
  blogger: { generator: /blogger/i, usual: ['/feeds/posts/default'] },
  ghost: { generator: /ghost/i, usual: ['/rss/'] },
  wix: { generator: /wix\.com/i, usual: ['/blog-feed.xml'] },
  squarespace: { html: /static1\.squarespace\.com/, usual: ['/?format=rss'] },
  hugo: { generator: /hugo/i, usual: ['/index.xml'] },
  jekyll: { generator: /jekyll/i, usual: ['/feed.xml'] },
  mastodon: { html: /id=["']mastodon["']|<title>[^<]*Mastodon/, usual: [] },
  youtube: { html: /\bytInitialData\b/, usual: [] },
};

/** Where feeds usually are on a site of which nothing is known; what portals and papers here use stands first. */
const everywhere = [
  '/rss',
  '/feed',
  '/rss.xml',
  '/home.rss',
  '/rss/home.rss',
  '/rss.html',
  '/feed.xml',
  '/atom.xml',
  '/feed.json',
];

/** What a page was made with, by its generator, its headers and what stands in it; null when that cannot be told. */
export function platformOf(
  html: string,
  generator: string | undefined,
  headers: Readonly<Record<string, string>>,
): Platform | null {
  const start = html.slice(0, 400_000);
  const named = platforms.find((name) => generator !== undefined && marks[name].generator?.test(generator));
  if (named) return named;
  return (
    platforms.find((name) => {
      const { html: sign, header } = marks[name];
      return (header && headers[header[0]] !== undefined) || sign?.test(start);
    }) ?? null
  );
}

/** The addresses at which the feeds of a site usually are, the likeliest first. */
export function usualFeeds(root: string, platform: Platform | null): string[] {
  const paths = [...new Set([...(platform === null ? [] : marks[platform].usual), ...everywhere])];
  return paths.map((path) => new URL(path, root).href);
}

/** The addresses at which sitemaps usually are. */
export const usualSitemaps = (root: string, platform: Platform | null): string[] =>
  (platform === 'wordpress'
    ? ['/news-sitemap.xml', '/sitemap_index.xml', '/wp-sitemap.xml', '/sitemap.xml']
    : ['/sitemap.xml', '/sitemap_index.xml', '/news-sitemap.xml', '/sitemap-news.xml']
  ).map((path) => new URL(path, root).href);
