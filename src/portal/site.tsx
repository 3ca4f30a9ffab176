import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { Env, Languages } from '../platform/index.ts';
import { type LanguageLink, PortalPage } from '../ui/index.ts';

/** What all pages of the portal have in common. */
export type Site = {
  /** Scheme and host, without a slash at the end. */
  origin: string;
  languages: Languages;
  /** The name of the country by language. */
  country: Readonly<Record<string, string>>;
  /** Who publishes, by language. */
  publisher: Readonly<Record<string, string>>;
  /** In which the country counts its days. */
  timeZone: string;
  demonstration: boolean;
};

type PageProps = Omit<
  Parameters<typeof PortalPage>[0],
  'reader' | 'country' | 'origin' | 'languages' | 'sections' | 'footLinks' | 'search' | 'demonstration' | 'path'
> & {
  c: Context<Env>;
  site: Site;
  /** The path of this page in each language it exists in; of its own at least. */
  paths: Readonly<Record<string, string>>;
  /** What was searched for. */
  query?: string;
  children?: Child;
};

/** A page of the portal with its masthead, sections and language switch. */
export const Page = ({ c, site, paths, query, ...rest }: PageProps) => {
  const { t, lang } = c.var;
  const path = paths[lang] ?? c.req.path;
  const to = (section: string) => ({ href: `/${lang}/${section}`, current: path.startsWith(`/${lang}/${section}`) });
  return (
    <PortalPage
      reader={c.var}
      country={site.country[lang] ?? ''}
      origin={site.origin}
      path={path}
      languages={languageLinks(site, paths)}
      fallbackPath={paths[site.languages.choose(undefined)] ?? Object.values(paths)[0]}
      sections={[
        { ...to('stories'), label: t('portal.stories') },
        { ...to('places'), label: t('portal.places') },
        { ...to('about'), label: t('portal.about') },
      ]}
      footLinks={[
        { ...to('about'), label: t('portal.about') },
        { href: '/desk', label: t('portal.desk') },
      ]}
      search={{ action: `/${lang}/search`, value: query }}
      demonstration={site.demonstration}
      {...rest}
    />
  );
};

/** The same path in every language of the portal: for pages that exist in all of them. */
export const everywhere = (site: Site, rest: string): Record<string, string> =>
  Object.fromEntries(site.languages.all.map(({ lang }) => [lang, `/${lang}${rest}`]));

/** The parameter by which a front page knows that a text was sought that is not there in its language. */
export const untranslated = 'untranslated';

function languageLinks(site: Site, paths: Readonly<Record<string, string>>): LanguageLink[] {
  return site.languages.all.map((service) => {
    const path = paths[service.lang];
    return { service, path: path ?? `/${service.lang}?${untranslated}`, same: path !== undefined };
  });
}
