import type { PublishedText } from '../newsroom/index.ts';
import type { Site } from './site.tsx';

type Described = {
  site: Site;
  text: PublishedText;
  path: string;
  /** The other languages of the article: tag and path. */
  translations: readonly { lang: string; path: string; isSource: boolean }[];
  /** The organisation that answers for the article. */
  organisation: string | undefined;
};

/** Structured data of an article: schema.org NewsArticle, with its translations tied to the source they were made from. */
export function articleData({ site, text, path, translations, organisation }: Described): object {
  const source = translations.find((translation) => translation.isSource && translation.lang !== text.lang);
  const others = translations.filter((translation) => !translation.isSource && translation.lang !== text.lang);
  const picture = firstPicture(text);
  const work = (translation: { lang: string; path: string }) => ({
    '@type': 'NewsArticle',
    '@id': site.origin + translation.path,
    url: site.origin + translation.path,
    inLanguage: translation.lang,
  });
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': site.origin + path,
    url: site.origin + path,
    mainEntityOfPage: { '@type': 'WebPage', '@id': site.origin + path },
    isPartOf: { '@type': 'WebSite', '@id': `${site.origin}/${text.lang}` },
    headline: text.title,
    description: text.lead,
    inLanguage: text.lang,
    datePublished: text.publishedAt.toISOString(),
    dateModified: (text.correctedAt ?? text.publishedAt).toISOString(),
    publisher: publisherData(site, text.lang),
    author: organisation ? { '@type': 'Organization', name: organisation } : publisherData(site, text.lang),
    isAccessibleForFree: true,
    ...(picture && { image: { '@type': 'ImageObject', url: new URL(picture.src, site.origin).href } }),
    ...(text.corrections.length > 0 && {
      correction: text.corrections.map(({ at, note }) => ({
        '@type': 'CorrectionComment',
        text: note,
        datePublished: at.toISOString(),
      })),
    }),
    ...(text.sources.length > 0 && {
      citation: text.sources.map((cited) => ({
        '@type': 'CreativeWork',
        name: cited.title,
        url: cited.url,
        ...(cited.lang && { inLanguage: cited.lang }),
      })),
    }),
    ...(source && { translationOfWork: work(source) }),
    ...(others.length > 0 && text.lang === text.sourceLang && { workTranslation: others.map(work) }),
  };
}

/** The first picture that stands in the text itself: for shared links and search results. */
export const firstPicture = ({ body }: Pick<PublishedText, 'body'>): { src: string; alt: string } | undefined =>
  body.content.find((block) => block.type === 'image')?.attrs;

/** Structured data of the portal itself: schema.org WebSite with its search. */
export function siteData(site: Site, lang: string, name: string): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'WebSite',
    '@id': `${site.origin}/${lang}`,
    url: `${site.origin}/${lang}`,
    name,
    inLanguage: lang,
    publisher: publisherData(site, lang),
    potentialAction: {
      '@type': 'SearchAction',
      target: { '@type': 'EntryPoint', urlTemplate: `${site.origin}/${lang}/search?q={query}` },
      'query-input': 'required name=query',
    },
  };
}

const publisherData = (site: Site, lang: string) => ({
  '@type': 'NewsMediaOrganization',
  '@id': `${site.origin}/#publisher`,
  name: site.publisher[lang] ?? Object.values(site.publisher)[0] ?? '',
  url: site.origin,
  publishingPrinciples: `${site.origin}/${lang}/about`,
});
