import type { Context } from 'hono';
import type { DeskEnv } from '../../identity/index.ts';
import { asset } from '../../platform/index.ts';
import { Button, Field, Foreign, Meta, Notice, type Reader, Time } from '../../ui/index.ts';
import { kinds, type Source } from '../article.ts';
import { longestLead, longestTitle } from '../checks.ts';
import { addressOf, type Desk, type House } from '../desk/house.ts';
import { readingMinutes, wordCount } from '../plain.ts';
import { renderDocument } from '../render.tsx';
import type { Revision } from '../revision.ts';
import { citable, type StoryBrief } from '../story.ts';
import { BodyEditor, EditorDialogs } from './editor.tsx';
import { TextPage } from './frame.tsx';
import { KeepingNotices, sayings, WritingFoot } from './keeping.tsx';
import { directionOf, kindLabel } from './words.ts';

/** What was typed and could not be taken, so that it comes back. */
export type Typed = { title: string; lead: string; body: string; cite: readonly string[] };

type WritePageProps = {
  c: Context<DeskEnv>;
  house: House;
  desk: Desk;
  revision: Revision;
  story: StoryBrief | undefined;
  typed?: Typed | undefined;
  errors?: Readonly<Record<string, string>>;
};

/** Where a text is written: title, lead, body, and beside them what it rests on. */
export const WritePage = ({ c, house, desk, revision, story, typed, errors = {} }: WritePageProps) => {
  const { t, service } = c.var;
  const reader = { t, service };
  const { text } = desk;
  const { lang } = text;
  const facts = [
    t('newsroom.length', { words: wordCount(revision.body, lang), minutes: readingMinutes(revision.body, lang) }),
    <>
      {t('newsroom.saved-by', { name: revision.author.name })}{' '}
      <Time at={revision.createdAt} reader={reader} now={house.clock()} />
    </>,
  ];
  const frame = { c, house, desk, title: revision.title, view: 'write', facts } as const;
  if (!desk.may.has('edit'))
    return (
      <TextPage {...frame}>
        <Notice>{t('newsroom.read-only')}</Notice>
        <article class="panel prose" lang={lang} dir={directionOf(house.languages, lang)}>
          <h2>{revision.title}</h2>
          <p class="prose-lead">{revision.lead}</p>
          {renderDocument(revision.body)}
        </article>
      </TextPage>
    );
  return (
    <TextPage {...frame} head={<script type="module" src={asset('editor.js')} />}>
      <KeepingNotices reader={reader} history={addressOf(text, 'history')} />
      <form class="writing" method="post" action={addressOf(text, 'save')} data-writing="" {...sayings(reader)}>
        <input type="hidden" name="based" value={String(revision.id)} />
        <div class="writing-main">
          <Field
            reader={reader}
            name="title"
            label={t('newsroom.title')}
            hint={t('newsroom.title.hint', { count: longestTitle })}
            value={typed?.title ?? revision.title}
            error={errors.title}
            lang={lang}
            maxlength={300}
            required
          />
          <Field
            reader={reader}
            type="textarea"
            name="lead"
            label={t('newsroom.lead')}
            hint={t('newsroom.lead.hint', { count: longestLead })}
            value={typed?.lead ?? revision.lead}
            error={errors.lead}
            lang={lang}
            rows={3}
            maxlength={2000}
            required
          />
          <BodyEditor
            reader={reader}
            lang={lang}
            dir={directionOf(house.languages, lang)}
            body={revision.body}
            typed={typed?.body}
            error={errors.body}
          />
          <Field
            reader={reader}
            name="note"
            label={t('newsroom.note')}
            hint={t('newsroom.note.hint')}
            maxlength={300}
          />
        </div>
        <aside class="writing-aside" aria-label={t('newsroom.rests-on')}>
          {text.isTranslation ? null : (
            <Field
              reader={reader}
              type="select"
              name="kind"
              label={t('newsroom.kind')}
              hint={t('newsroom.kind.hint')}
              value={text.article.kind}
              options={kinds.map((kind) => ({ value: kind, label: t(kindLabel(kind)) }))}
              required
            />
          )}
          <Sources reader={reader} revision={revision} story={story} cited={typed?.cite} errors={errors} />
          {story ? <StoryItems reader={reader} story={story} /> : null}
        </aside>
        <WritingFoot reader={reader} maySubmit={desk.may.has('submit') || text.state === 'published'} />
      </form>
      {text.isTranslation ? (
        <p>
          <Button kind="quiet" href={addressOf(text)}>
            {t('newsroom.beside')}
          </Button>
        </p>
      ) : null}
      <EditorDialogs reader={reader} />
    </TextPage>
  );
};

type SourcesProps = {
  reader: Reader;
  revision: Revision;
  story: StoryBrief | undefined;
  cited: readonly string[] | undefined;
  errors: Readonly<Record<string, string>>;
};

const Sources = ({ reader, revision, story, cited, errors }: SourcesProps) => {
  const { t } = reader;
  const isCited = ({ url }: Source) =>
    cited ? cited.includes(url) : revision.sources.some((source) => source.url === url);
  const offered = citable(revision.sources, story);
  return (
    <fieldset class="cite">
      <legend class="label">{t('newsroom.cite')}</legend>
      <p class="hint">{offered.length === 0 ? t('newsroom.cite.none') : t('newsroom.cite.hint')}</p>
      {offered.map((source) => (
        <label class="choice">
          <input type="checkbox" name="cite" value={source.url} checked={isCited(source)} />
          <span>
            <Foreign lang={source.lang}>{source.title}</Foreign>
            <Meta items={[<bdi>{source.outlet}</bdi>, source.lang]} />
          </span>
        </label>
      ))}
      <details class="cite-more" open={errors['source-url'] !== undefined}>
        <summary>{t('newsroom.cite.more')}</summary>
        <Field
          reader={reader}
          type="url"
          name="source-url"
          label={t('newsroom.cite.address')}
          error={errors['source-url']}
        />
        <Field reader={reader} name="source-outlet" label={t('newsroom.cite.outlet')} maxlength={200} />
        <Field reader={reader} name="source-title" label={t('newsroom.cite.title')} maxlength={300} />
      </details>
    </fieldset>
  );
};

const StoryItems = ({ reader, story }: { reader: Reader; story: StoryBrief }) => (
  <section class="story-items">
    <h2>{reader.t('newsroom.story-items')}</h2>
    {story.items.map((item) => (
      <details>
        <summary>
          <Foreign lang={item.lang}>{item.title}</Foreign>
        </summary>
        <Meta items={[<bdi>{item.outlet}</bdi>, item.published && <Time at={item.published} reader={reader} />]} />
        <p lang={item.lang}>{item.summary}</p>
        <p>
          <a href={item.url} rel="external noopener" target="_blank">
            {reader.t('newsroom.open-item')}
          </a>
        </p>
      </details>
    ))}
  </section>
);
