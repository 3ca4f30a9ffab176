import type { Context, Hono } from 'hono';
import { open } from '../identity/index.ts';
import {
  type Atlas,
  countTitles,
  listIn,
  type Mark,
  nameIn,
  type PlaceWithTitles,
  placesWithTitles,
  readAtlas,
  readCountingRules,
  readMarks,
  readProgrammes,
  readTitles,
} from '../places/index.ts';
import type { Db, Env } from '../platform/index.ts';
import { Meta, TileMap } from '../ui/index.ts';
import { keep, tag } from './policy.ts';
import { everywhere, Page, type Site } from './site.tsx';

type Names = Readonly<Record<string, string>>;

type PlacesProps = {
  c: Context<Env>;
  places: readonly PlaceWithTitles[];
  marks: readonly Mark[];
  atlas: Atlas;
  counts: readonly ReturnType<typeof countTitles>[];
  programmes: readonly { id: string; names: Names }[];
};

/** `/{lang}/places`: the provinces and cities of today, with what they were and how many titles they hold. */
export function placesRoutes(app: Hono<Env>, { db, site }: { db: Db; site: Site }): void {
  app.get('/:lang/places', open, async (c, next) => {
    if (!site.languages.has(c.req.param('lang'))) return next();
    const [places, marks, atlas, titles, rules, programmes] = await Promise.all([
      placesWithTitles(db),
      readMarks(db),
      readAtlas(db),
      readTitles(db),
      readCountingRules(db),
      readProgrammes(db),
    ]);
    keep(c, 'place', [tag.places]);
    const counts = rules.map((rule) => countTitles(titles, rule));
    const lead = c.var.t('portal.places.lead', { count: places.length });
    const shown = { c, places, marks, atlas, counts, programmes };
    return c.html(
      <Page c={c} site={site} title={c.var.t('portal.places')} description={lead} paths={everywhere(site, '/places')}>
        <h1 class="page-title">{c.var.t('portal.places')}</h1>
        <p class="page-lead">{lead}</p>
        <div class="places">
          <PlacesMap c={c} places={places} marks={marks} />
          <PlaceList {...shown} />
        </div>
        <Counting {...shown} />
      </Page>,
    );
  });
}

/** The map of the places by how many titles they hold; `here` is the one that the page is about. */
export const PlacesMap = ({
  c,
  places,
  marks,
  here,
}: Pick<PlacesProps, 'c' | 'places' | 'marks'> & { here?: string }) => {
  const { t, lang } = c.var;
  return (
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
                current: place.slug === here,
              },
            ]
          : [],
      )}
      marks={marks.map(({ names, column, row }) => ({ label: nameIn(names, lang), column, row }))}
    />
  );
};

/** The names of the islands that belong to a place. */
export const islandsOf = (marks: readonly Mark[], place: { code: string; validFrom: string }, lang: string): string[] =>
  marks
    .filter(({ code, validFrom }) => code === place.code && validFrom === place.validFrom)
    .map(({ names }) => nameIn(names, lang));

/** The names that a place does not bear any more: its own of before, or those of the places that joined it. */
function formerNames({ var: { t, lang } }: Context<Env>, place: PlaceWithTitles, atlas: Atlas): string | null {
  const former = new Set(atlas.formerly(place).map(({ names }) => nameIn(names, lang)));
  if (former.size === 0) return null;
  const joined = atlas.origins(place).some(({ names }) => nameIn(names, lang) === nameIn(place.names, lang));
  return t(joined ? 'portal.place.joined' : 'portal.place.formerly', { names: listIn(lang, [...former]) });
}

const PlaceList = ({ c, places, marks, atlas }: PlacesProps) => {
  const { t, lang } = c.var;
  const { compare } = new Intl.Collator(lang);
  const named = places.map((place) => ({ place, name: nameIn(place.names, lang) }));
  return (
    <section aria-labelledby="list">
      <h2 class="unseen" id="list">
        {t('portal.places.list')}
      </h2>
      <ul class="place-list">
        {named
          .sort((a, b) => compare(a.name, b.name))
          .map(({ place, name }) => {
            const islands = islandsOf(marks, place, lang);
            return (
              <li>
                <a href={`/${lang}/places/${place.slug}`}>{name}</a>
                <Meta
                  items={[
                    t('portal.places.titles', { count: place.titles.length }),
                    formerNames(c, place, atlas),
                    islands.length > 0 ? t('portal.place.includes', { names: listIn(lang, islands) }) : null,
                  ]}
                />
              </li>
            );
          })}
      </ul>
    </section>
  );
};

const Counting = ({ c, counts, programmes }: PlacesProps) => {
  const { t, lang, service } = c.var;
  const { format } = new Intl.NumberFormat(service.lang);
  const shown = programmes.filter(({ id }) => counts.some(({ rule }) => rule.programmes.includes(id)));
  return (
    <section class="counting" aria-labelledby="titles">
      <h2 class="section-title" id="titles">
        {t('portal.titles.rule')}
      </h2>
      <p class="page-lead">{t('portal.titles.lead')}</p>
      <div class="counting-rules">
        {counts.map(({ rule, total, byProgramme }) => (
          <div>
            <p>
              <strong class="count">{format(total)}</strong> {nameIn(rule.text, lang)}
            </p>
            <table class="table table-plain">
              <caption class="unseen">{nameIn(rule.text, lang)}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('portal.titles.programme')}</th>
                  <th scope="col" class="number">
                    {t('portal.titles')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {shown.flatMap(({ id, names }) => {
                  const count = byProgramme.get(id);
                  return count === undefined ? (
                    []
                  ) : (
                    <tr>
                      <th scope="row">{nameIn(names, lang)}</th>
                      <td class="number">{format(count)}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        ))}
      </div>
    </section>
  );
};
