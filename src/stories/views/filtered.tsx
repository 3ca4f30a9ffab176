import type { Context } from 'hono';
import type { DeskEnv } from '../../identity/index.ts';
import { nameIn } from '../../places/index.ts';
import { Button, Field, Foreign } from '../../ui/index.ts';
import { type BoardQuery, boardAddress } from '../query.ts';
import { mainPlace } from '../tags/about.ts';
import { nameOfSlug, nameOfTag, placeOf, type Registry } from '../tags/registry.ts';
import { readTag } from '../tags/tag.ts';

/** What a board is narrowed to by a link from elsewhere. */
export type Chosen = {
  registry: Registry;
  /** The name of the event of `event=`. */
  event?: { name: string; lang: string } | undefined;
  /** How the stories themselves write what `tag=` names. */
  written?: string | undefined;
};

type Props = { c: Context<DeskEnv>; query: BoardQuery; chosen: Chosen };

/** The choice of a place in the filter bar; a former one stands there while it is chosen. */
export const PlaceField = ({ c, query, chosen: { registry } }: Props) => {
  const { t, lang } = c.var;
  const current = registry.atlas.current().map(({ slug, names }) => ({ value: slug, label: nameIn(names, lang) }));
  const order = new Intl.Collator(lang);
  const { place } = query;
  const former = place !== undefined && !current.some(({ value }) => value === place);
  return (
    <Field
      reader={c.var}
      type="select"
      name="place"
      label={t('stories.place')}
      value={place}
      options={[
        { value: '', label: t('stories.any') },
        ...(former ? [{ value: place, label: nameOfSlug(registry, place, c.var) ?? place }] : []),
        ...current.toSorted((a, b) => order.compare(a.label, b.label)),
      ]}
    />
  );
};

/** What the form of the filters takes along without a field of its own. */
export const Kept = ({ query: { event, tag } }: Pick<Props, 'query'>) => (
  <>
    {event ? <input type="hidden" name="event" value={event} /> : null}
    {tag ? <input type="hidden" name="tag" value={tag} /> : null}
  </>
);

/** The place, the event and what else a list is narrowed to, by name, each with a way to take it away. */
export const Filtered = ({ c, query, chosen }: Props) => {
  const { t } = c.var;
  const tag = query.tag === undefined ? undefined : readTag(query.tag);
  const shown = chosen.written ?? tag?.key ?? '';
  const filters = [
    ...(query.place === undefined
      ? []
      : [
          {
            without: 'place',
            lang: undefined,
            name: t('stories.filtered.tag', {
              kind: t('stories.tag.place'),
              name: nameOfSlug(chosen.registry, query.place, c.var) ?? query.place,
            }),
          },
        ]),
    ...(query.event === undefined
      ? []
      : [
          {
            without: 'event',
            lang: chosen.event?.lang,
            name: t('stories.filtered.event', { name: chosen.event?.name ?? query.event }),
          },
        ]),
    ...(tag === undefined
      ? []
      : [
          {
            without: 'tag',
            lang: undefined,
            name: t('stories.filtered.tag', {
              kind: t(`stories.tag.${tag.kind}`),
              name: nameOfTag(chosen.registry, { ...tag, shown }, c.var),
            }),
          },
        ]),
  ];
  if (filters.length === 0) return null;
  return (
    <div class="filtered">
      <span class="quiet">{t('stories.filtered')}</span>
      <ul>
        {filters.map(({ without, lang, name }) => (
          <li>
            <Foreign lang={lang}>{name}</Foreign>{' '}
            <Button
              kind="quiet"
              href={boardAddress({ ...query, [without]: undefined })}
              label={t('stories.filtered.remove', { name })}
            >
              {t('stories.filtered.off')}
            </Button>
          </li>
        ))}
      </ul>
      {tag?.kind === 'person' ? <p class="quiet">{t('stories.filtered.people')}</p> : null}
    </div>
  );
};

/** The place of a story on the board, as it is today. */
export const MainPlace = ({
  c,
  tags,
  registry,
}: {
  c: Context<DeskEnv>;
  tags: readonly string[];
  registry: Registry;
}) => {
  const key = mainPlace(tags);
  const place = key === undefined ? undefined : placeOf(registry, key);
  if (!place) return null;
  return (
    <>
      {registry.atlas
        .today(place)
        .map(({ names }) => nameIn(names, c.var.lang))
        .join(', ')}
    </>
  );
};
