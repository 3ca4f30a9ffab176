import type { Context } from 'hono';
import { can, type DeskEnv, DeskPage } from '../../identity/index.ts';
import type { Outlet } from '../../sources/index.ts';
import { Button, Empty, Field, Filters, Foreign, Meta, Tag, Time } from '../../ui/index.ts';
import type { ToldAbroad } from '../abroad.ts';
import { titleIn } from '../story.ts';
import { storyPath } from './parts.tsx';
import { languageName, Name } from './words.tsx';

type Props = {
  c: Context<DeskEnv>;
  now: Date;
  found: readonly ToldAbroad[];
  outlets: ReadonlyMap<number, Outlet>;
  langs: readonly string[];
  days: number;
  lang: string | undefined;
  country: string;
};

/** What the world writes of the country: for those who bring it home to its readers. */
export const AbroadPage = ({ c, now, found, outlets, langs, days, lang, country }: Props) => {
  const { t, person } = c.var;
  return (
    <DeskPage
      c={c}
      title={t('stories.abroad.title', { country })}
      lead={t('stories.abroad.lead')}
      above={[{ href: '/desk/stories', label: t('stories.title') }]}
    >
      <Filters reader={c.var} action="/desk/stories/abroad" active={(lang ? 1 : 0) + (days === 7 ? 0 : 1)}>
        <Field
          reader={c.var}
          type="select"
          name="days"
          label={t('stories.since')}
          value={String(days)}
          options={[1, 3, 7, 30].map((each) => ({ value: String(each), label: t('stories.days', { days: each }) }))}
        />
        <Field
          reader={c.var}
          type="select"
          name="lang"
          label={t('stories.language')}
          value={lang ?? ''}
          options={[
            { value: '', label: t('stories.any') },
            ...langs.map((value) => ({ value, label: languageName(value, c.var) })),
          ]}
        />
      </Filters>
      {found.length === 0 ? (
        <Empty title={t('stories.abroad.none')} text={t('stories.abroad.none.text')}>
          <Button href="/desk/sources/outlets?class=foreign-press">{t('stories.abroad.sources')}</Button>
        </Empty>
      ) : (
        found.map(({ story, items, told }) => {
          const { title, lang: written } = titleIn(story, c.var.lang);
          return (
            <article class="panel">
              <h2>
                <a href={storyPath(story.id)}>
                  <Foreign lang={written}>{title}</Foreign>
                </a>
              </h2>
              <Meta
                items={[
                  t('stories.abroad.outlets', { count: new Set(items.map(({ outletId }) => outletId)).size }),
                  told ? t('stories.abroad.told') : <Tag tone="lacquer">{t('stories.abroad.untold')}</Tag>,
                ]}
              />
              <ul>
                {items.slice(0, 12).map((item) => (
                  <li>
                    {item.url ? (
                      <a href={item.url} rel="noreferrer">
                        <Foreign lang={item.lang}>{item.title}</Foreign>
                      </a>
                    ) : (
                      <Foreign lang={item.lang}>{item.title}</Foreign>
                    )}
                    <Meta
                      items={[
                        <Name outlet={outlets.get(item.outletId)} lang={c.var.lang} />,
                        languageName(item.lang, c.var),
                        <Time at={item.published} reader={c.var} now={now} />,
                      ]}
                    />
                  </li>
                ))}
              </ul>
              {can(person, 'article.write') ? (
                <Button
                  href={`/desk/articles/new?story=${story.id}&kind=inbound`}
                  label={`${t('stories.abroad.write')}: ${title}`}
                >
                  {t('stories.abroad.write')}
                </Button>
              ) : null}
            </article>
          );
        })
      )}
    </DeskPage>
  );
};
