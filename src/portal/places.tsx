import type { Context, Hono } from 'hono';
import { open } from '../identity/index.ts';
import {
  type Atlas,
  countTitles,
  nameIn,
  type PlaceWithTitles,
  placesWithTitles,
  readAtlas,
  readCountingRules,
  readProgrammes,
  readTitles,
  titleHolders,
} from '../places/index.ts';
import type { Db, Env } from '../platform/index.ts';
import { Meta, TileMap } from '../ui/index.ts';
import { keep, tag } from './policy.ts';
import { everywhere, Page, type Site } from './site.tsx';

/** `/{lang}/places` and `/{lang}/places/{slug}`: the provinces and cities of today, with what they were and their titles. */
export function placeRoutes(app: Hono<Env>, { db, site }: { db: Db; site: Site }): void {
  app.get('/:lang/places', open, async (c, next) => {
    if (!site.languages.has(c.req.param('lang'))) return next();
    const [places, titles, rules] = await Promise.all([placesWithTitles(db), readTitles(db), readCountingRules(db)]);
    keep(c, 'place', [tag.places]);
    return c.html(
      <PlacesPage c={c} site={site} places={places} counts={rules.map((rule) => countTitles(titles, rule))} />,
    );
  });
  app.get('/:lang/places/:slug', open, async (c, next) => {
    if (!site.languages.has(c.req.param('lang'))) return next();
    const [places, atlas, programmes] = await Promise.all([placesWithTitles(db), readAtlas(db), readProgrammes(db)]);
    const found = atlas.bySlug(c.req.param('slug'));
    const place = places.find(({ slug }) => slug === found?.now.slug);
    if (!place) return next();
    if (place.slug !== c.req.param('slug')) return c.redirect(`/${c.var.lang}/places/${place.slug}`, 301);
    keep(c, 'place', [tag.places]);
    return c.html(
      <PlacePage
        c={c}
        site={site}
        place={place}
        atlas={atlas}
        programmes={new Map(programmes.map(({ id, names }) => [id, names]))}
      />,
    );
  });
}

type PlacesProps = {
  c: Context<Env>;
  site: Site;
  places: readonly PlaceWithTitles[];
  counts: readonly ReturnType<typeof countTitles>[];
};

const PlacesPage = ({ c, site, places, counts }: PlacesProps) => {
  const { t, lang } = c.var;
  return (
    <Page
      c={c}
      site={site}
      title={t('portal.places')}
      description={t('portal.places.lead', { count: places.length })}
      paths={everywhere(site, '/places')}
    >
      <h1 class="page-title">{t('portal.places')}</h1>
      <p class="page-lead">{t('portal.places.lead', { count: places.length })}</p>
      <TileMap
        reader={c.var}
        id="places-map"
        title={t('portal.places.map')}
        note={t('portal.places.map.note')}
        head={[t('portal.places.place'), t('portal.titles')]}
        tiles={places.flatMap((place) =>
          place.tile
            ? [
                {
                  code: place.code,
                  label: nameIn(place.names, lang),
                  ...place.tile,
                  value: place.titles.length,
                  href: `/${lang}/places/${place.slug}`,
                },
              ]
            : [],
        )}
      />
      <section aria-labelledby="titles">
        <h2 class="section-title" id="titles">
          {t('portal.titles')}
        </h2>
        {counts.map(({ rule, total }) => (
          <p>
            <strong>{total}</strong> · {nameIn(rule.text, lang)}
          </p>
        ))}
      </section>
    </Page>
  );
};

type PlaceProps = {
  c: Context<Env>;
  site: Site;
  place: PlaceWithTitles;
  atlas: Atlas;
  programmes: ReadonlyMap<string, Readonly<Record<string, string>>>;
};

const PlacePage = ({ c, site, place, atlas, programmes }: PlaceProps) => {
  const { t, lang } = c.var;
  const formerly = atlas.formerly(place);
  const name = nameIn(place.names, lang);
  return (
    <Page
      c={c}
      site={site}
      title={name}
      description={t('portal.place.lead', { name })}
      paths={everywhere(site, `/places/${place.slug}`)}
    >
      <article class="article">
        <header class="article-head">
          <p class="article-kicker">{t('portal.places')}</p>
          <h1>{name}</h1>
          <Meta
            items={[
              lang === 'vi' ? null : <bdi lang="vi">{nameIn(place.names, 'vi')}</bdi>,
              formerly.length > 0
                ? t('portal.place.formerly', { names: formerly.map((former) => nameIn(former.names, lang)).join(', ') })
                : null,
            ]}
          />
        </header>
        <section class="prose">
          <h2>{t('portal.titles')}</h2>
          {place.titles.length === 0 ? <p>{t('portal.place.none')}</p> : null}
          <ul>
            {place.titles.map((title) => (
              <li>
                <strong>{nameIn(title.names, lang)}</strong> ({title.year}) ·{' '}
                {nameIn(programmes.get(title.programme) ?? {}, lang)}
                <br />
                <small>{titleHolders(atlas, title, lang, t).join(' · ')}</small>
              </li>
            ))}
          </ul>
        </section>
      </article>
    </Page>
  );
};
