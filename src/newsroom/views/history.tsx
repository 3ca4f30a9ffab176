import type { Context } from 'hono';
import type { DeskEnv } from '../../identity/index.ts';
import { compareTexts } from '../../language/index.ts';
import { Button, Difference, Foreign, Notice, Table, Tag, Time, withParameters } from '../../ui/index.ts';
import { pairBlocks } from '../compare.ts';
import { addressOf, type Desk, type House } from '../desk/house.ts';
import { blockText, wordCount } from '../plain.ts';
import { renderBlock } from '../render.tsx';
import type { Revision } from '../revision.ts';
import { TextPage } from './frame.tsx';
import { directionOf, titleOr } from './words.ts';

type HistoryPageProps = {
  c: Context<DeskEnv>;
  house: House;
  desk: Desk;
  title: string;
  revisions: readonly Revision[];
  /** How many revisions of one sitting are left out. */
  hidden: number;
};

/** Every state that a text was in: choose two to compare, or go back to one. */
export const HistoryPage = ({ c, house, desk, title, revisions, hidden }: HistoryPageProps) => {
  const { t, service } = c.var;
  const reader = { t, service };
  const { text } = desk;
  const now = house.clock();
  const choice = (name: 'a' | 'b', revision: Revision, checked: boolean) => (
    <input
      type="radio"
      name={name}
      value={String(revision.number)}
      checked={checked}
      aria-label={t(`newsroom.compare.${name}`, { number: revision.number })}
    />
  );
  return (
    <TextPage c={c} house={house} desk={desk} title={title} view="history">
      <form method="get" action={addressOf(text, 'compare')} class="history">
        <input type="hidden" name="based" value={String(text.workingId)} />
        <Table
          reader={reader}
          caption={t('newsroom.view.history')}
          count={revisions.length}
          rows={revisions}
          columns={[
            { key: 'number', label: t('newsroom.revision'), cell: ({ number }) => String(number) },
            {
              key: 'a',
              label: t('newsroom.compare.before'),
              cell: (revision) => choice('a', revision, revision === revisions[1]),
            },
            {
              key: 'b',
              label: t('newsroom.compare.after'),
              cell: (revision) => choice('b', revision, revision === revisions[0]),
            },
            {
              key: 'at',
              label: t('newsroom.touched'),
              cell: ({ createdAt }) => <Time at={createdAt} reader={reader} now={now} />,
            },
            { key: 'author', label: t('newsroom.author'), cell: ({ author }) => <bdi>{author.name}</bdi> },
            {
              key: 'title',
              label: t('newsroom.title'),
              cell: (revision) => (
                <>
                  <Foreign lang={text.lang}>{titleOr(t, revision.title)}</Foreign>
                  {revision.note === '' ? null : <span class="quiet"> {revision.note}</span>}
                </>
              ),
            },
            {
              key: 'words',
              label: t('newsroom.words-count'),
              number: true,
              cell: ({ body }) => String(wordCount(body, text.lang)),
            },
            {
              key: 'tags',
              label: t('newsroom.state'),
              cell: (revision) => <RevisionTags t={t} desk={desk} revision={revision} />,
            },
            {
              key: 'restore',
              label: t('newsroom.revert'),
              unseenLabel: true,
              cell: (revision) =>
                desk.may.has('edit') && revision.id !== text.workingId ? (
                  <button
                    type="submit"
                    class="button button-quiet"
                    formmethod="post"
                    formaction={addressOf(text, 'revert')}
                    name="revision"
                    value={String(revision.id)}
                  >
                    {t('newsroom.revert.to', { number: revision.number })}
                  </button>
                ) : null,
            },
          ]}
        />
        <div class="actions">
          <Button kind="strong">{t('newsroom.compare')}</Button>
          {hidden > 0 ? (
            <Button kind="quiet" href={`${addressOf(text, 'history')}?all=1`}>
              {t('newsroom.history.all', { count: hidden })}
            </Button>
          ) : null}
        </div>
      </form>
    </TextPage>
  );
};

type TagsProps = { t: DeskEnv['Variables']['t']; desk: Desk; revision: Revision };

const RevisionTags = ({ t, desk, revision }: TagsProps) => (
  <span class="text-tags">
    {revision.id === desk.text.publicId ? <Tag tone="jade">{t('newsroom.is-public')}</Tag> : null}
    {revision.id === desk.text.workingId ? <Tag>{t('newsroom.is-working')}</Tag> : null}
    {revision.aside ? <Tag tone="gold">{t('newsroom.is-aside')}</Tag> : null}
  </span>
);

type ComparePageProps = {
  c: Context<DeskEnv>;
  house: House;
  desk: Desk;
  title: string;
  before: Revision;
  after: Revision;
  /** The person comes from saving on top of somebody else's words: `after` is theirs, kept aside. */
  conflict: boolean;
};

/** Two revisions side by side with what differs marked. */
export const ComparePage = ({ c, house, desk, title, before, after, conflict }: ComparePageProps) => {
  const { t } = c.var;
  const { text } = desk;
  const script = { lang: text.lang, dir: directionOf(house.languages, text.lang) };
  const pairs = pairBlocks(before.body.content, after.body.content);
  const same = before.digest === after.digest;
  return (
    <TextPage c={c} house={house} desk={desk} title={title} view="history">
      {conflict ? (
        <Notice kind="warning" title={t('newsroom.conflict')}>
          <p>{t('newsroom.conflict.text', { name: before.author.name })}</p>
          <form method="post" action={addressOf(text, 'revert')} class="actions">
            <input type="hidden" name="based" value={String(text.workingId)} />
            <Button kind="strong" name="revision" value={String(after.id)}>
              {t('newsroom.conflict.mine')}
            </Button>
            <Button href={addressOf(text)}>{t('newsroom.conflict.theirs')}</Button>
          </form>
        </Notice>
      ) : null}
      {same ? <Notice>{t('newsroom.compare.same')}</Notice> : null}
      <table class="comparison">
        <caption class="unseen">{t('newsroom.compare')}</caption>
        <thead>
          <tr>
            <RevisionHead c={c} house={house} desk={desk} revision={before} />
            <RevisionHead c={c} house={house} desk={desk} revision={after} />
          </tr>
        </thead>
        <tbody {...script}>
          <Line before={before.title} after={after.title} heading />
          <Line before={before.lead} after={after.lead} />
          {pairs.map((pair) => {
            const left = pair.before === undefined ? undefined : before.body.content[pair.before];
            const right = pair.after === undefined ? undefined : after.body.content[pair.after];
            if (left && right && JSON.stringify(left) === JSON.stringify(right))
              return (
                <tr class="comparison-same">
                  <td class="prose">{renderBlock(left)}</td>
                  <td class="prose">{renderBlock(right)}</td>
                </tr>
              );
            return <Line before={left ? blockText(left) : ''} after={right ? blockText(right) : ''} />;
          })}
        </tbody>
      </table>
    </TextPage>
  );
};

const Line = ({ before, after, heading }: { before: string; after: string; heading?: boolean }) => {
  const parts = compareTexts(before, after);
  const look = heading ? 'comparison-title' : undefined;
  return (
    <tr class={before === after ? 'comparison-same' : undefined}>
      <td class={look}>
        <Difference parts={parts} side="before" />
      </td>
      <td class={look}>
        <Difference parts={parts} side="after" />
      </td>
    </tr>
  );
};

const RevisionHead = ({
  c,
  house,
  desk,
  revision,
}: {
  c: Context<DeskEnv>;
  house: House;
  desk: Desk;
  revision: Revision;
}) => {
  const { t, service } = c.var;
  return (
    <th scope="col">
      <strong>{t('newsroom.revision.number', { number: revision.number })}</strong> · <bdi>{revision.author.name}</bdi>{' '}
      · <Time at={revision.createdAt} reader={{ t, service }} now={house.clock()} />{' '}
      <RevisionTags t={t} desk={desk} revision={revision} />{' '}
      <a href={withParameters(addressOf(desk.text, 'preview'), { revision: revision.number })}>
        {t('newsroom.view.preview')}
      </a>
    </th>
  );
};
