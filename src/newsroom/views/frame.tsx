import type { Context } from 'hono';
import type { Child, PropsWithChildren } from 'hono/jsx';
import { type DeskEnv, DeskPage } from '../../identity/index.ts';
import { asset } from '../../platform/index.ts';
import { Button, Dialog, Field, Foreign, Meta, Notice, Tabs, Tag, Time } from '../../ui/index.ts';
import { addressOf, type Desk, type House } from '../desk/house.ts';
import { directionOf, kindLabel, languageName, stateLabel, titleOr, toneOf } from './words.ts';

type View = 'write' | 'preview' | 'history' | 'publish';

type TextPageProps = PropsWithChildren<{
  c: Context<DeskEnv>;
  house: House;
  desk: Desk;
  title: string;
  view: View;
  /** What only this page says beside the state: word count, staleness. */
  facts?: readonly Child[];
  head?: Child;
  flash?: Child;
}>;

/** A page of one text: its state, its languages, its views. */
export const TextPage = ({ c, house, desk, title, view, facts = [], head, flash, children }: TextPageProps) => {
  const { t, service } = c.var;
  const { text } = desk;
  const views: readonly [View, string][] = [
    ['write', addressOf(text)],
    ['preview', addressOf(text, 'preview')],
    ['history', addressOf(text, 'history')],
    ['publish', addressOf(text, 'publish')],
  ];
  return (
    <DeskPage
      c={c}
      title={titleOr(t, title)}
      above={[{ href: '/desk/articles', label: t('newsroom.articles') }]}
      head={
        <>
          <link rel="stylesheet" href={asset('editor.css')} />
          {head}
        </>
      }
      flash={flash}
      lead={
        <Meta
          items={[
            <Tag tone={toneOf[text.state]}>{t(stateLabel(text.state))}</Tag>,
            text.waiting && text.state !== 'review' && <Tag tone="gold">{t('newsroom.waiting')}</Tag>,
            text.state === 'published' && text.changed && <Tag tone="gold">{t('newsroom.newer-draft')}</Tag>,
            t(kindLabel(text.article.kind)),
            text.machine &&
              (text.approvedBy === null ? (
                <Tag tone="gold">{t('newsroom.machine')}</Tag>
              ) : (
                t('newsroom.machine-approved', { name: text.approvedBy })
              )),
            text.correctedAt && (
              <>
                {t('newsroom.corrected')} <Time at={text.correctedAt} reader={{ t, service }} />
              </>
            ),
            ...facts,
          ]}
        />
      }
    >
      <Languages c={c} house={house} desk={desk} view={view} />
      <Tabs
        label={t('newsroom.views')}
        tabs={views.map(([name, href]) => ({ href, label: t(`newsroom.view.${name}`), current: name === view }))}
      />
      {text.returnedNote === '' ? null : (
        <Notice kind="warning" title={t('newsroom.returned')}>
          <p>{text.returnedNote}</p>
        </Notice>
      )}
      <div class="text-page" data-lang={text.lang} data-dir={directionOf(house.languages, text.lang)}>
        {children}
      </div>
    </DeskPage>
  );
};

type LanguagesProps = { c: Context<DeskEnv>; house: House; desk: Desk; view: View };

const Languages = ({ c, house, desk, view }: LanguagesProps) => {
  const { t, service } = c.var;
  const { text, texts, source, mayTranslate } = desk;
  const present = new Set(texts.map(({ lang }) => lang));
  const open = house.languages.all.filter(({ lang }) => !present.has(lang));
  const stay = view === 'write' ? '' : view;
  return (
    <div class="text-languages">
      <nav aria-label={t('newsroom.languages')}>
        <ul>
          {texts.map((other) => (
            <li>
              <a
                href={addressOf(other, stay)}
                aria-current={other.lang === text.lang ? 'page' : undefined}
                class={`text-language text-language-${other.state}`}
              >
                <Foreign lang={other.lang}>{languageName(house.languages, other.lang)}</Foreign>
                <span class="text-language-state">
                  {other.lang === source.lang ? `${t('newsroom.source')} · ` : null}
                  {t(stateLabel(other.state))}
                </span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {mayTranslate && open.length > 0 ? (
        <>
          <Button kind="quiet" opens="add-translation">
            + {t('newsroom.add-translation')}
          </Button>
          <Dialog reader={{ t, service }} id="add-translation" title={t('newsroom.add-translation')}>
            <form class="form" method="post" action={`/desk/articles/${text.article.id}/translations`}>
              <Field
                reader={{ t, service }}
                type="select"
                name="lang"
                label={t('newsroom.language')}
                options={open.map(({ lang, name }) => ({ value: lang, label: name }))}
                value={open[0]?.lang}
                required
              />
              <Field
                reader={{ t, service }}
                type="checkbox"
                name="machine"
                label={t('newsroom.machine-made')}
                hint={t('newsroom.machine-made.hint')}
              />
              <div class="actions">
                <Button kind="strong">{t('newsroom.add-translation')}</Button>
              </div>
            </form>
          </Dialog>
        </>
      ) : null}
    </div>
  );
};
