import type { Context, Hono } from 'hono';
import { open } from '../identity/index.ts';
import {
  type Atlas,
  listIn,
  type Mark,
  nameIn,
  type Place,
  type PlaceWithTitles,
  placesWithTitles,
  readAtlas,
  readMarks,
  readProgrammes,
  titleHolders,
} from '../places/index.ts';
import type { Db, Env } from '../platform/index.ts';
import { Meta } from '../ui/index.ts';
import { islandsOf, PlacesMap } from './places.tsx';
import { keep, tag } from './policy.ts';
import { everywhere, Page, type Site } from './site.tsx';
import { formatDay } from './words.ts';

/** `/{lang}/places/{slug}`: one province or city, what it grew out of, and its titles. A former one leads to what it became. */
export function placeRoutes(app: Hono<Env>, { db, site }: { db: Db; site: Site }): void {
  app.get('/:lang/places/:slug', open, async (c, next) => {
    if (!site.languages.has(c.req.param('lang'))) return next();
    const [places, atlas, programmes, marks] = await Promise.all([
      placesWithTitles(db),
      readAtlas(db),
      readProgrammes(db),
      readMarks(db),
    ]);
    const found = atlas.bySlug(c.req.param('slug'));
    const place = places.find(({ slug }) => slug === found?.now.slug);
    if (!place) return next();
    if (place.slug !== c.req.param('slug')) return c.redirect(`/${c.var.lang}/places/${place.slug}`, 301);
    keep(c, 'place', [tag.places]);
    return c.html(<PlacePage c={c} site={site} {...{ place, places, atlas, programmes, marks }} />);
  });
}

type PlaceProps = {
  c: Context<Env>;
  site: Site;
  place: PlaceWithTitles;
  places: readonly PlaceWithTitles[];
  atlas: Atlas;
  marks: readonly Mark[];
  programmes: readonly { id: string; names: Readonly<Record<string, string>> }[];
};

const PlacePage = (props: PlaceProps) => {
  const { c, site, place, places, marks } = props;
  const { t, lang } = c.var;
  const name = nameIn(place.names, lang);
  const own = ownLanguage(site);
  return (
    <Page
      c={c}
      site={site}
      title={name}
      description={t('portal.place.lead', { name })}
      paths={everywhere(site, `/places/${place.slug}`)}
    >
      <div class="place">
        <article>
          <header class="article-head">
            <p class="article-kicker">
              <a href={`/${lang}/places`}>{t('portal.places')}</a>
            </p>
            <h1>{name}</h1>
            <Meta
              items={[
                t(`places.${place.type}`),
                lang === own ? null : <bdi lang={own}>{nameIn(place.names, own)}</bdi>,
                t('portal.places.titles', { count: place.titles.length }),
              ]}
            />
          </header>
          <Facts {...props} />
          <section aria-labelledby="titles">
            <h2 class="section-title" id="titles">
              {t('portal.titles')}
            </h2>
            {place.titles.length === 0 ? <p class="story-note">{t('portal.place.none')}</p> : <Titles {...props} />}
          </section>
        </article>
        <PlacesMap c={c} places={places} marks={marks} here={place.slug} />
      </div>
    </Page>
  );
};

/** The country's own language. */
const ownLanguage = ({ languages }: Site): string => languages.all[0]?.lang ?? 'und';

const Facts = ({ c, site, place, atlas, marks }: PlaceProps) => {
  const { t, lang } = c.var;
  const islands = islandsOf(marks, place, lang);
  const from = place.formedFrom.flatMap((key) => atlas.get(key) ?? []);
  const facts = [
    from.length > 0 ? [t('portal.place.former'), <Origins c={c} origins={from} atlas={atlas} />] : undefined,
    from.length > 0
      ? [t('portal.place.since'), <time datetime={place.validFrom}>{formatDay(place.validFrom, c.var)}</time>]
      : undefined,
    place.seat ? [t('portal.place.seat'), <bdi lang={ownLanguage(site)}>{place.seat.name}</bdi>] : undefined,
    place.communes ? [t('portal.place.communes'), new Intl.NumberFormat(lang).format(place.communes)] : undefined,
    islands.length > 0 ? [t('portal.place.with'), listIn(lang, islands)] : undefined,
  ].filter((fact) => fact !== undefined);
  return facts.length === 0 ? null : (
    <dl class="facts">
      {facts.map(([term, value]) => (
        <>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  );
};

/** What a place was formed from, with the last day of each, back to the beginning of the record. */
const Origins = ({ c, origins, atlas }: { c: Context<Env>; origins: readonly Place[]; atlas: Atlas }) => {
  const { t, lang } = c.var;
  return (
    <ul class="origins">
      {origins.map((origin) => {
        const name = nameIn(origin.names, lang);
        const earlier = origin.formedFrom.flatMap((key) => atlas.get(key) ?? []);
        return (
          <li>
            {origin.validTo ? t('portal.place.until', { name, day: formatDay(origin.validTo, c.var) }) : name}
            {earlier.length > 0 ? <Origins c={c} origins={earlier} atlas={atlas} /> : null}
          </li>
        );
      })}
    </ul>
  );
};

const Titles = ({ c, place, atlas, programmes }: PlaceProps) => {
  const { t, lang } = c.var;
  const name = nameIn(place.names, lang);
  // A title that this place alone holds, under the name it has today, needs no holder beside it.
  const heldBy = (title: PlaceWithTitles['titles'][number]): string | null => {
    const holders = titleHolders(atlas, title, lang, t);
    return holders.every((holder) => holder === name) ? null : listIn(lang, holders);
  };
  return (
    <ul class="title-list">
      {place.titles.map((title) => (
        <li>
          <h3>{nameIn(title.names, lang)}</h3>
          <Meta
            items={[
              nameIn(programmes.find(({ id }) => id === title.programme)?.names ?? {}, lang),
              t('portal.place.year', { year: String(title.year) }),
              heldBy(title),
            ]}
          />
        </li>
      ))}
    </ul>
  );
};
