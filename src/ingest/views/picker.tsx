import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { type DeskEnv, DeskPage } from '../../identity/index.ts';
import { asset } from '../../platform/index.ts';
import { OutcomeWords, type Outlet, outletName, outletPath } from '../../sources/index.ts';
import { Button, Field, Form, Notice, Tabs } from '../../ui/index.ts';
import type { Trouble } from '../outcome.ts';
import { articleParts, type Choice, choiceParameters, listParts } from '../picker/choice.ts';
import type { ArticleReading, ListReading } from '../picker/reading.ts';
import { ArticlePreview, ListPreview } from './picked.tsx';

type Props = { c: Context<DeskEnv>; outlet: Outlet };

/** The address of the picker for an outlet, with what is chosen. */
export function pickerPath(outletId: number, choice?: Choice): string {
  const path = `${outletPath(outletId)}/listing`;
  if (!choice) return path;
  const given = Object.entries(choiceParameters(choice)).filter(([, value]) => value !== undefined);
  return `${path}?${new URLSearchParams(given as [string, string][])}`;
}

const Frame = ({ c, outlet, children }: Props & { children: Child }) => {
  const { t, lang } = c.var;
  return (
    <DeskPage
      c={c}
      title={t('ingest.picker')}
      above={[
        { href: '/desk/sources', label: t('sources.title') },
        { href: '/desk/sources/outlets', label: t('sources.outlets') },
        { href: outletPath(outlet.id), label: outletName(outlet, lang) },
      ]}
      lead={t('ingest.picker.lead')}
      head={
        <>
          <link rel="stylesheet" href={asset('picker.css')} />
          <script type="module" src={asset('picker.js')} />
        </>
      }
    >
      {children}
    </DeskPage>
  );
};

/** Where it begins: the address of a page that lists articles. */
export const PickerStart = (
  props: Props & { url: string; error?: string | undefined; trouble?: Trouble | undefined },
) => {
  const { c, outlet, url, error, trouble } = props;
  const { t } = c.var;
  return (
    <Frame c={c} outlet={outlet}>
      {trouble ? (
        <Notice kind="error" title={t('ingest.picker.not-had')}>
          <OutcomeWords t={t} outcome={trouble.outcome} detail={trouble.detail} />
        </Notice>
      ) : null}
      <section class="panel">
        <Form
          reader={c.var}
          action={pickerPath(outlet.id)}
          method="get"
          errors={error === undefined ? {} : { url: error }}
        >
          <Field
            reader={c.var}
            name="url"
            inputmode="url"
            label={t('ingest.picker.address')}
            hint={t('ingest.picker.address.hint')}
            value={url || (outlet.home ?? '')}
            error={error}
            required
            maxlength={2_000}
            placeholder="https://"
          />
          <Button kind="strong">{t('ingest.picker.open')}</Button>
        </Form>
      </section>
    </Frame>
  );
};

type PickerProps = Props & {
  /** Where the page of the list can be looked at now, after redirects. */
  list: ListReading;
  article?: ArticleReading | { trouble: Trouble } | undefined;
  error?: string | undefined;
};

/** Choosing: the page to point at, beside it what comes of it. Everything stands in one form, and so in the address. */
export const Picker = ({ c, outlet, list, article, error }: PickerProps) => {
  const { t } = c.var;
  const choice = article && 'choice' in article ? article.choice : list.choice;
  const { step } = choice;
  const shown = step === 'list' ? choice.url : choice.sample;
  const frame = `${pickerPath(outlet.id)}/page?${new URLSearchParams({ url: shown })}`;
  const first = list.entries[0]?.link ?? '';
  const at = (to: 'list' | 'article') =>
    pickerPath(outlet.id, {
      ...choice,
      step: to,
      part: to === 'list' ? 'item' : 'body',
      sample: choice.sample || first,
    });
  return (
    <Frame c={c} outlet={outlet}>
      <Tabs
        label={t('ingest.picker.steps')}
        tabs={[
          { href: at('list'), label: t('ingest.picker.step.list'), current: step === 'list' },
          { href: at('article'), label: t('ingest.picker.step.article'), current: step === 'article' },
        ]}
      />
      {error === undefined ? null : <Notice kind="error">{error}</Notice>}
      <form class="picker" method="get" action={pickerPath(outlet.id)} data-picker="">
        <button type="submit" hidden>
          {t('ingest.picker.show')}
        </button>
        <div class="picker-stage">
          <p class="picker-hint" id="picker-hint">
            {t(step === 'list' ? 'ingest.picker.hint.list' : 'ingest.picker.hint.article')}{' '}
            <span class="picker-keys">{t('ingest.picker.hint.keys')}</span>
          </p>
          <Parts c={c} choice={choice} list={list} />
          {article && 'trouble' in article ? (
            <Notice kind="error" title={t('ingest.picker.not-had')}>
              <OutcomeWords t={t} outcome={article.trouble.outcome} detail={article.trouble.detail} />
            </Notice>
          ) : (
            <div class="picker-view" data-stage="" data-label={t('ingest.picker.stage')}>
              <iframe
                class="picker-page"
                src={frame}
                sandbox="allow-same-origin"
                title={t('ingest.picker.page', { url: shown })}
                tabindex={-1}
              />
            </div>
          )}
        </div>
        <div class="picker-result">
          {article && 'choice' in article ? (
            <ArticlePreview c={c} reading={article} samples={list.entries} address={pickerPath(outlet.id, choice)} />
          ) : (
            <ListPreview
              c={c}
              reading={list}
              address={pickerPath(outlet.id, choice)}
              sampleAt={(link) => pickerPath(outlet.id, { ...choice, step: 'article', part: 'body', sample: link })}
            />
          )}
          <Selectors c={c} choice={choice} list={list} />
          <div class="actions picker-save">
            <button type="submit" class="button button-strong" formmethod="post" disabled={list.entries.length === 0}>
              {t(choice.channel === 0 ? 'ingest.picker.save' : 'ingest.picker.save.again')}
            </button>
            <button type="submit" class="button">
              {t('ingest.picker.show')}
            </button>
          </div>
        </div>
      </form>
    </Frame>
  );
};

/** The parts that can be pointed at: the marked one is what the next click names. */
const Parts = ({ c, choice, list }: { c: Context<DeskEnv>; choice: Choice; list: ListReading }) => {
  const { t } = c.var;
  const parts = choice.step === 'list' ? listParts.filter((part) => part !== 'link') : articleParts;
  return (
    <fieldset class="picker-parts" id="picker-parts">
      <legend>{t('ingest.picker.parts')}</legend>
      {parts.map((part) => {
        const chosen = choice.step === 'list' ? choice.list[part as 'item'] : choice.article[part as 'title'];
        const found = choice.step === 'list' && (list.marks[part] ?? []).length > 0;
        const state = chosen ? 'chosen' : found ? 'found' : 'open';
        return (
          <span class={`picker-part picker-part-${state} mark-${part}`}>
            <label>
              <input type="radio" name="part" value={part} checked={part === choice.part} />
              <span>{t(`ingest.picker.part.${part}` as 'ingest.picker.part.item')}</span>
              <small>{t(`ingest.picker.state.${state}` as 'ingest.picker.state.open')}</small>
            </label>
            {chosen && part !== 'item' ? (
              <button
                type="submit"
                name="clear"
                value={part}
                class="button button-quiet"
                aria-label={t('ingest.picker.clear', {
                  part: t(`ingest.picker.part.${part}` as 'ingest.picker.part.item'),
                })}
              >
                ×
              </button>
            ) : null}
          </span>
        );
      })}
      <button type="button" class="button button-quiet picker-undo" data-undo="" hidden>
        {t('ingest.picker.undo')}
      </button>
    </fieldset>
  );
};

/** The same by hand: the lists that were found as choices, and every selector as a field. */
const Selectors = ({ c, choice, list }: { c: Context<DeskEnv>; choice: Choice; list: ListReading }) => {
  const { t } = c.var;
  const { item = '' } = choice.list;
  const known = list.guesses.some(({ selectors }) => selectors.item === item);
  const hidden = (name: string, value: string | undefined): Child =>
    value === undefined || value === '' ? null : <input type="hidden" name={name} value={value} />;
  const field = (name: string, label: string, value: string | undefined): Child => (
    <div class="field">
      <label class="label" for={`s-${name}`}>
        {label}
      </label>
      <input
        id={`s-${name}`}
        name={name}
        value={value ?? ''}
        maxlength={300}
        spellcheck={false}
        autocomplete="off"
        class="picker-selector"
      />
    </div>
  );
  const label = (part: string): string => t(`ingest.picker.part.${part}` as 'ingest.picker.part.item');
  const lists = (
    <fieldset class="picker-guesses">
      <legend>{t('ingest.picker.guesses')}</legend>
      {list.guesses.map(({ selectors, entries }) => (
        <label class="choice">
          <input type="radio" name="item" value={selectors.item} checked={selectors.item === item} />
          <span>
            {t('ingest.picker.guess', { count: entries.length })} <q>{entries[0]?.title}</q>{' '}
            <code>{selectors.item}</code>
          </span>
        </label>
      ))}
      <label class="choice">
        <input type="radio" name="item" value="own" checked={!known} />
        <span>{t('ingest.picker.own')}</span>
      </label>
      <input
        name="own"
        value={known ? '' : item}
        maxlength={300}
        spellcheck={false}
        autocomplete="off"
        aria-label={t('ingest.picker.own')}
        class="picker-selector"
      />
    </fieldset>
  );
  return (
    <section id="picker-fields" class="panel picker-fields">
      {hidden('url', choice.url)}
      {hidden('channel', choice.channel === 0 ? undefined : String(choice.channel))}
      {choice.step === 'list' ? (
        <>
          {lists}
          {hidden('sample', choice.sample)}
          {articleParts.map((part) =>
            hidden(`a-${part}`, part === 'remove' ? choice.article.remove?.join('\n') : choice.article[part]),
          )}
          <details>
            <summary>{t('ingest.picker.selectors')}</summary>
            {listParts.filter((part) => part !== 'item').map((part) => field(part, label(part), choice.list[part]))}
            <div class="field">
              <label class="label" for="s-pages">
                {t('ingest.picker.pages')}
              </label>
              <input id="s-pages" name="pages" type="number" min="1" max="5" value={String(choice.pages)} />
            </div>
          </details>
        </>
      ) : (
        <>
          {hidden('step', 'article')}
          {hidden('item', item)}
          {listParts.filter((part) => part !== 'item').map((part) => hidden(part, choice.list[part]))}
          {hidden('pages', choice.pages === 1 ? undefined : String(choice.pages))}
          <details>
            <summary>{t('ingest.picker.selectors')}</summary>
            {articleParts
              .filter((part) => part !== 'remove')
              .map((part) => field(`a-${part}`, label(part), choice.article[part]))}
            <div class="field">
              <label class="label" for="s-a-remove">
                {label('remove')}
              </label>
              <textarea id="s-a-remove" name="a-remove" rows={3} spellcheck={false} class="picker-selector">
                {choice.article.remove?.join('\n') ?? ''}
              </textarea>
            </div>
          </details>
        </>
      )}
    </section>
  );
};
