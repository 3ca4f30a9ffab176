import { raw } from 'hono/html';
import type { Child, PropsWithChildren } from 'hono/jsx';
import { asset, type Service } from '../platform/index.ts';
import { Document, type Scheme } from './document.tsx';
import { type NavLink, safeHref } from './link.ts';
import type { Reader } from './reader.ts';
import { Sign } from './sign.tsx';

/** A language of the switch, and where it leads from this page. */
export type LanguageLink = {
  service: Pick<Service, 'lang' | 'name' | 'dir'>;
  /** This page in that language, or else that language's front page. */
  path: string;
  /** Whether `path` is this very page: only then is it announced with hreflang. */
  same: boolean;
};

export type PortalPageProps = PropsWithChildren<{
  reader: Reader;
  /** The name of the country, in the reader's language. */
  country: string;
  /** The title of the page; the name of the portal is added. Leave it out on the front page. */
  title?: string | undefined;
  /** One sentence for search results and shared links. */
  description?: string | undefined;
  /** Scheme and host of the portal, as `https://example.org`. */
  origin: string;
  /** The canonical path of this page. */
  path: string;
  /** Every language of the portal, the reader's own among them. */
  languages: readonly LanguageLink[];
  /** The path for readers of no language in particular (hreflang x-default). */
  fallbackPath?: string | undefined;
  sections: readonly NavLink[];
  /** Links of the foot: about, contact, feeds. */
  footLinks?: readonly NavLink[] | undefined;
  /** Where the search form leads, and what was asked. */
  search: { action: string; value?: string | undefined };
  demonstration: boolean;
  /** `article` sets og:type; `website` is the rest. */
  kind?: 'website' | 'article' | undefined;
  /** Kept out of search engines (search results, errors). */
  hidden?: boolean | undefined;
  /** The picture for shared links, with its address in full. */
  picture?: { url: string; alt: string } | undefined;
  /** Structured data (schema.org), one object or several. */
  jsonLd?: object | readonly object[] | undefined;
  /** Only where a page is rendered for one reader; pages that a cache keeps follow the system. */
  scheme?: Scheme | undefined;
  /** More for the head: feeds, `article:` properties. */
  head?: Child;
}>;

/** A page of the public portal: masthead, main, foot. It ships no script. */
export const PortalPage = (props: PortalPageProps) => {
  const { reader, sections, footLinks = [], search, demonstration, children } = props;
  const { t, service } = reader;
  const name = t('app.name');
  const tagline = t('ui.tagline', { country: props.country });
  const home = `/${service.lang}`;
  return (
    <Document
      reader={reader}
      title={props.title ? `${props.title} · ${name}` : `${name} · ${tagline}`}
      style="portal.css"
      scheme={props.scheme}
      head={<PortalHead {...props} />}
    >
      <header>
        {demonstration ? <p class="demonstration">{t('app.demonstration')}</p> : null}
        <div class="masthead">
          <a class="masthead-name" href={home}>
            <Sign size={34} />
            <span lang="vi">{name}</span>
          </a>
          <search class="masthead-search">
            <form action={safeHref(search.action)} method="get">
              <label class="unseen" for="search">
                {t('ui.search')}
              </label>
              <input
                id="search"
                type="search"
                name="q"
                value={search.value}
                placeholder={t('ui.search')}
                maxlength={200}
              />
              <button type="submit" class="button button-quiet" aria-label={t('ui.search.go')}>
                <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" focusable="false">
                  <circle cx="8.5" cy="8.5" r="5.5" />
                  <path d="m13 13 4.5 4.5" />
                </svg>
              </button>
            </form>
          </search>
          <Languages {...props} />
          <nav class="masthead-sections" aria-label={t('ui.sections')}>
            <Links links={sections} />
          </nav>
        </div>
      </header>
      <main id="main" tabindex={-1}>
        {children}
      </main>
      <footer class="foot">
        <p>
          <strong lang="vi">{name}</strong>
          <br />
          {tagline}
        </p>
        {footLinks.length > 0 ? (
          <nav aria-label={t('ui.foot')}>
            <Links links={footLinks} />
          </nav>
        ) : null}
        {demonstration ? <p class="foot-note">{t('app.demonstration')}</p> : null}
      </footer>
    </Document>
  );
};

const Links = ({ links }: { links: readonly NavLink[] }) => (
  <ul>
    {links.map((link) => (
      <li>
        <a href={safeHref(link.href)} aria-current={link.current ? 'page' : undefined}>
          {link.label}
        </a>
      </li>
    ))}
  </ul>
);

const Languages = ({ reader, languages }: PortalPageProps) =>
  languages.length < 2 ? null : (
    <nav class="masthead-languages" aria-label={reader.t('ui.language')}>
      <ul>
        {languages.map(({ service, path }) => (
          <li>
            {service.lang === reader.service.lang ? (
              <span lang={service.lang} aria-current="true">
                {service.name}
              </span>
            ) : (
              <a href={safeHref(path)} lang={service.lang} hreflang={service.lang} dir={service.dir}>
                {service.name}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );

const PortalHead = (props: PortalPageProps) => {
  const {
    reader,
    title,
    description,
    origin,
    path,
    languages,
    fallbackPath,
    picture,
    hidden,
    kind = 'website',
  } = props;
  const shared = picture ?? { url: `${origin}${asset('share.png')}`, alt: reader.t('app.name') };
  const same = languages.filter((language) => language.same);
  return (
    <>
      {description ? <meta name="description" content={description} /> : null}
      {hidden ? <meta name="robots" content="noindex" /> : <link rel="canonical" href={`${origin}${path}`} />}
      {hidden || same.length < 2
        ? null
        : same.map((language) => (
            <link rel="alternate" hreflang={language.service.lang} href={`${origin}${language.path}`} />
          ))}
      {hidden || same.length < 2 || !fallbackPath ? null : (
        <link rel="alternate" hreflang="x-default" href={`${origin}${fallbackPath}`} />
      )}
      <meta property="og:type" content={kind} />
      <meta property="og:site_name" content={reader.t('app.name')} />
      <meta property="og:title" content={title ?? reader.t('app.name')} />
      {description ? <meta property="og:description" content={description} /> : null}
      <meta property="og:url" content={`${origin}${path}`} />
      <meta property="og:locale" content={locale(reader.service.lang)} />
      <meta property="og:image" content={shared.url} />
      <meta property="og:image:alt" content={shared.alt} />
      <meta name="twitter:card" content="summary_large_image" />
      {props.jsonLd ? <script type="application/ld+json">{raw(inScript(props.jsonLd))}</script> : null}
      {props.head}
    </>
  );
};

/** A language as the Open Graph protocol writes it, with the country most of its readers live in: `vi_VN`. */
const locale = (lang: string): string => {
  const { language, region } = new Intl.Locale(lang).maximize();
  return [language, region].filter(Boolean).join('_');
};

/** JSON fit to stand inside a script element: no character in it can end the element or begin a comment. */
export function inScript(data: unknown): string {
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
