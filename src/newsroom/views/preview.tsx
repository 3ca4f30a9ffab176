import type { Context } from 'hono';
import type { DeskEnv } from '../../identity/index.ts';
import { Foreign, Meta, Notice, Time } from '../../ui/index.ts';
import type { Desk, House } from '../desk/house.ts';
import { readingMinutes, wordCount } from '../plain.ts';
import { renderDocument } from '../render.tsx';
import type { Revision } from '../revision.ts';
import { TextPage } from './frame.tsx';
import { directionOf, kindLabel, titleOr } from './words.ts';

type PreviewPageProps = { c: Context<DeskEnv>; house: House; desk: Desk; title: string; revision: Revision };

/** A revision as readers would read it. */
export const PreviewPage = ({ c, house, desk, title, revision }: PreviewPageProps) => {
  const { t, service } = c.var;
  const { text } = desk;
  const length = { words: wordCount(revision.body, text.lang), minutes: readingMinutes(revision.body, text.lang) };
  return (
    <TextPage c={c} house={house} desk={desk} title={title} view="preview" facts={[t('newsroom.length', length)]}>
      {revision.id === text.publicId && text.state === 'published' ? null : (
        <Notice>
          {t('newsroom.preview.not-public', { number: revision.number })}{' '}
          <Time at={revision.createdAt} reader={{ t, service }} />
        </Notice>
      )}
      <article class="preview prose" lang={text.lang} dir={directionOf(house.languages, text.lang)}>
        <p class="prose-kind" lang={service.lang} dir={service.dir}>
          {t(kindLabel(text.article.kind))}
        </p>
        <h2 class="prose-title">{titleOr(t, revision.title)}</h2>
        {revision.lead === '' ? null : <p class="prose-lead">{revision.lead}</p>}
        {renderDocument(revision.body)}
        {revision.sources.length > 0 ? (
          <footer class="prose-sources" lang={service.lang} dir={service.dir}>
            <h3>{t('newsroom.cite')}</h3>
            <ul>
              {revision.sources.map((source) => (
                <li>
                  <a href={source.url} rel="external noopener">
                    <Foreign lang={source.lang}>{source.title}</Foreign>
                  </a>
                  <Meta items={[<bdi>{source.outlet}</bdi>]} />
                </li>
              ))}
            </ul>
          </footer>
        ) : null}
      </article>
    </TextPage>
  );
};
