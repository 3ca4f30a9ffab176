import type { Context } from 'hono';
import type { DeskEnv } from '../../identity/index.ts';
import { compareTexts } from '../../language/index.ts';
import { asset } from '../../platform/index.ts';
import { Button, Difference, Field, Foreign, Notice, type Reader } from '../../ui/index.ts';
import type { Row } from '../align.ts';
import { longestLead, longestTitle } from '../checks.ts';
import { addressOf, type Desk, type House } from '../desk/house.ts';
import { writeBlocks } from '../markdown/write.ts';
import { blockText } from '../plain.ts';
import { renderBlock } from '../render.tsx';
import type { Revision } from '../revision.ts';
import { TextPage } from './frame.tsx';
import { KeepingNotices, sayings, WritingFoot } from './keeping.tsx';
import { directionOf, languageName } from './words.ts';

/** The revisions that stand beside each other, and their blocks. */
export type Sheet = {
  revision: Revision;
  /** The source as it reads now, and as it read when the translation was last said to follow it. */
  source: Revision;
  followed: Revision;
  rows: readonly Row[];
  stale: boolean;
};

type TranslatePageProps = {
  c: Context<DeskEnv>;
  house: House;
  desk: Desk;
  sheet: Sheet;
  typed?: { title: string; lead: string; cells: readonly string[] } | undefined;
  errors?: Readonly<Record<string, string>>;
};

/** Where a text is translated: the source on one side, its translation on the other, block beside block. */
export const TranslatePage = ({ c, house, desk, sheet, typed, errors = {} }: TranslatePageProps) => {
  const { t, service } = c.var;
  const reader = { t, service };
  const { text, source: sourceText } = desk;
  const { revision, source, followed, rows, stale } = sheet;
  const done = rows.filter(({ source, target }) => source && target.length > 0).length;
  const total = rows.filter(({ source }) => source).length;
  const mayEdit = desk.may.has('edit');
  const target = { lang: text.lang, dir: directionOf(house.languages, text.lang) };
  const from = { lang: sourceText.lang, dir: directionOf(house.languages, sourceText.lang) };
  return (
    <TextPage
      c={c}
      house={house}
      desk={desk}
      title={revision.title || source.title}
      view="write"
      facts={[t('newsroom.translated', { done, total })]}
      head={mayEdit ? <script type="module" src={asset('translate.js')} /> : undefined}
    >
      {stale ? <StaleNotice reader={reader} desk={desk} sheet={sheet} mayEdit={mayEdit} /> : null}
      <KeepingNotices reader={reader} history={addressOf(text, 'history')} />
      <form class="translating" method="post" action={addressOf(text, 'save')} data-writing="" {...sayings(reader)}>
        <input type="hidden" name="based" value={String(revision.id)} />
        <input type="hidden" name="beside" value={String(source.id)} />
        <div class="translating-head" aria-hidden="true">
          <Foreign lang={from.lang}>{languageName(house.languages, from.lang)}</Foreign>
          <Foreign lang={target.lang}>{languageName(house.languages, target.lang)}</Foreign>
        </div>
        <Pair
          reader={reader}
          name={t('newsroom.title')}
          change={change(followed.title, source.title)}
          was={followed.title}
          now={source.title}
          from={from}
        >
          <Field
            reader={reader}
            name="title"
            label={t('newsroom.title')}
            unseenLabel
            value={typed?.title ?? revision.title}
            error={errors.title}
            hint={t('newsroom.title.hint', { count: longestTitle })}
            lang={target.lang}
            maxlength={300}
            disabled={!mayEdit}
          />
        </Pair>
        <Pair
          reader={reader}
          name={t('newsroom.lead')}
          change={change(followed.lead, source.lead)}
          was={followed.lead}
          now={source.lead}
          from={from}
        >
          <Field
            reader={reader}
            type="textarea"
            name="lead"
            label={t('newsroom.lead')}
            unseenLabel
            value={typed?.lead ?? revision.lead}
            error={errors.lead}
            hint={t('newsroom.lead.hint', { count: longestLead })}
            lang={target.lang}
            rows={3}
            maxlength={2000}
            disabled={!mayEdit}
          />
        </Pair>
        {rows.map((row, index) => (
          <BlockPair
            reader={reader}
            row={row}
            index={index}
            typed={typed?.cells[index]}
            from={from}
            target={target}
            mayEdit={mayEdit}
          />
        ))}
        {rows.length === 0 ? <Notice>{t('newsroom.source-empty')}</Notice> : null}
        {mayEdit ? (
          <WritingFoot reader={reader} maySubmit={desk.may.has('submit') || text.state === 'published'} />
        ) : null}
      </form>
      {mayEdit ? (
        <p>
          <Button kind="quiet" href={addressOf(text, 'whole')}>
            {t('newsroom.whole')}
          </Button>
        </p>
      ) : null}
    </TextPage>
  );
};

type Script = { lang: string; dir: 'ltr' | 'rtl' };

const StaleNotice = ({
  reader,
  desk,
  sheet,
  mayEdit,
}: {
  reader: Reader;
  desk: Desk;
  sheet: Sheet;
  mayEdit: boolean;
}) => {
  const { t } = reader;
  return (
    <Notice kind="warning" title={t('newsroom.stale.title')}>
      <p>{t('newsroom.stale.text')}</p>
      {mayEdit ? (
        <form method="post" action={addressOf(desk.text, 'follow')} class="actions">
          <input type="hidden" name="revision" value={String(sheet.source.id)} />
          <Button>{t('newsroom.stale.confirm')}</Button>
          <Button
            kind="quiet"
            href={`${addressOf(desk.source, 'compare')}?a=${sheet.followed.number}&b=${sheet.source.number}`}
          >
            {t('newsroom.stale.see')}
          </Button>
        </form>
      ) : null}
    </Notice>
  );
};

type PairProps = {
  reader: Reader;
  name: string;
  change: Row['change'];
  was: string;
  now: string;
  from: Script;
  children?: unknown;
};

const Pair = ({ reader, name, change, was, now, from, children }: PairProps) => (
  <div class={`translating-row translating-${change}`}>
    <div class="translating-source" {...from}>
      <p class="translating-name" lang={reader.service.lang} dir={reader.service.dir}>
        {name}
        {change === 'changed' ? ` · ${reader.t('newsroom.row.changed')}` : null}
      </p>
      <p>{change === 'changed' ? <Difference parts={compareTexts(was, now)} /> : now}</p>
    </div>
    <div class="translating-target">{children}</div>
  </div>
);

type BlockPairProps = {
  reader: Reader;
  row: Row;
  index: number;
  typed: string | undefined;
  from: Script;
  target: Script;
  mayEdit: boolean;
};

const BlockPair = ({ reader, row, index, typed, from, target, mayEdit }: BlockPairProps) => {
  const { t } = reader;
  const id = `cell-${index}`;
  return (
    <div class={`translating-row translating-${row.change}`} data-row="">
      <div class="translating-source prose" {...from}>
        {row.change === 'same' ? null : (
          <p class="translating-name" lang={reader.service.lang} dir={reader.service.dir}>
            {t(`newsroom.row.${row.change}`)}
          </p>
        )}
        {row.source && row.was ? (
          <p>
            <Difference parts={compareTexts(blockText(row.was), blockText(row.source))} />
          </p>
        ) : (
          row.source && renderBlock(row.source)
        )}
      </div>
      <div class="translating-target">
        <label class="unseen" for={id}>
          {t('newsroom.cell', { number: index + 1 })}
        </label>
        <textarea
          id={id}
          name="cell"
          rows={2}
          {...target}
          disabled={!mayEdit}
          data-source={row.source ? writeBlocks([row.source]) : undefined}
        >
          {typed ?? writeBlocks(row.target)}
        </textarea>
        {row.source && mayEdit ? (
          <button type="button" class="button button-quiet translating-copy" data-copy="" hidden>
            {t('newsroom.copy-source')}
          </button>
        ) : null}
      </div>
    </div>
  );
};

const change = (was: string, now: string): Row['change'] => (was === now ? 'same' : 'changed');
