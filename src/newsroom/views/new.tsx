import type { Context } from 'hono';
import { type DeskEnv, DeskPage } from '../../identity/index.ts';
import { asset } from '../../platform/index.ts';
import { Actions, Button, Field, Foreign, Form, Meta, Time } from '../../ui/index.ts';
import { kinds } from '../article.ts';
import { longestTitle } from '../checks.ts';
import type { House } from '../desk/house.ts';
import type { StoryBrief } from '../story.ts';
import { kindLabel } from './words.ts';

type NewPageProps = {
  c: Context<DeskEnv>;
  house: House;
  story: StoryBrief | undefined;
  /** What was typed before, when something in it was wrong. */
  typed?: Readonly<Record<string, string>>;
  cited?: readonly string[];
  errors?: Readonly<Record<string, string>>;
};

/** Begins an article: from a story, with its items to cite, or from nothing. */
export const NewPage = ({ c, house, story, typed = {}, cited, errors = {} }: NewPageProps) => {
  const { t, service } = c.var;
  const reader = { t, service };
  const languages = house.languages.all;
  return (
    <DeskPage
      c={c}
      title={t('newsroom.new')}
      above={[{ href: '/desk/articles', label: t('newsroom.articles') }]}
      head={<link rel="stylesheet" href={asset('editor.css')} />}
      lead={story ? t('newsroom.new.from', { title: story.title }) : t('newsroom.new.lead')}
    >
      <Form reader={reader} action="/desk/articles" errors={errors}>
        {story ? <input type="hidden" name="story" value={String(story.id)} /> : null}
        <Field
          reader={reader}
          name="title"
          label={t('newsroom.title')}
          hint={t('newsroom.title.hint', { count: longestTitle })}
          value={typed.title ?? story?.title}
          error={errors.title}
          maxlength={300}
          required
          autofocus
        />
        <Field
          reader={reader}
          type="select"
          name="lang"
          label={t('newsroom.source-language')}
          value={typed.lang ?? c.var.lang}
          error={errors.lang}
          options={languages.map(({ lang, name }) => ({ value: lang, label: name }))}
          required
        />
        <Field
          reader={reader}
          type="radios"
          name="kind"
          label={t('newsroom.kind')}
          hint={t('newsroom.kind.hint')}
          value={typed.kind ?? 'official'}
          error={errors.kind}
          options={kinds.map((kind) => ({ value: kind, label: t(kindLabel(kind)) }))}
          required
        />
        {story ? (
          <fieldset class="cite">
            <legend class="label">{t('newsroom.cite')}</legend>
            <p class="hint">{t('newsroom.cite.hint')}</p>
            {story.items.map((item) => (
              <label class="choice">
                <input type="checkbox" name="cite" value={item.url} checked={cited?.includes(item.url) ?? true} />
                <span>
                  <Foreign lang={item.lang}>{item.title}</Foreign>
                  <Meta
                    items={[
                      <bdi>{item.outlet}</bdi>,
                      item.lang,
                      item.published && <Time at={item.published} reader={reader} />,
                    ]}
                  />
                </span>
              </label>
            ))}
          </fieldset>
        ) : null}
        <Actions>
          <Button kind="strong">{t('newsroom.new.begin')}</Button>
          <Button kind="quiet" href={story ? `/desk/stories/${story.id}` : '/desk/articles'}>
            {t('newsroom.cancel')}
          </Button>
        </Actions>
      </Form>
    </DeskPage>
  );
};
