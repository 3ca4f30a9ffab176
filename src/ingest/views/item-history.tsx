import { compareTexts, pairLines, words } from '../../language/index.ts';
import { Button, Difference, Foreign, Notice, Table, Tag, Time } from '../../ui/index.ts';
import type { State } from '../store/history.ts';
import { lineOf } from './attachments.tsx';
import type { ItemPageProps } from './item.tsx';

/** Every state of an item; two of them beside each other with what differs marked. */
export const ItemHistory = ({ c, now, states, beside }: ItemPageProps) => {
  const { t } = c.var;
  const choice = (name: 'a' | 'b', { version }: State, chosen: State | undefined) => (
    <input
      type="radio"
      name={name}
      value={String(version)}
      checked={version === chosen?.version}
      aria-label={t(`ingest.compare.${name}`, { version })}
    />
  );
  const table = (
    <Table
      reader={c.var}
      caption={t('ingest.states')}
      rows={states.toReversed()}
      columns={[
        { key: 'version', label: t('ingest.state'), cell: ({ version }) => String(version) },
        ...(beside
          ? [
              { key: 'a', label: t('ingest.compare.before'), cell: (state: State) => choice('a', state, beside[0]) },
              { key: 'b', label: t('ingest.compare.after'), cell: (state: State) => choice('b', state, beside[1]) },
            ]
          : []),
        { key: 'seen', label: t('ingest.seen'), cell: ({ seen }) => <Time at={seen} reader={c.var} now={now} /> },
        { key: 'cause', label: t('ingest.cause'), cell: ({ cause }) => t(`ingest.cause.${cause}`) },
        {
          key: 'title',
          label: t('ingest.item'),
          cell: ({ title, lang, withdrawn }) => (
            <>
              <Foreign lang={lang}>{title}</Foreign>{' '}
              {withdrawn ? <Tag tone="lacquer">{t('ingest.withdrawn')}</Tag> : null}
            </>
          ),
        },
        {
          key: 'words',
          label: t('ingest.text'),
          number: true,
          cell: ({ text, lang }) => t('ingest.words', { count: words(text.slice(0, 50_000), lang).length }),
        },
      ]}
    />
  );
  if (!beside) return table;
  return (
    <>
      <form method="get" class="history" aria-label={t('ingest.states')}>
        {table}
        <div class="actions">
          <Button>{t('ingest.compare')}</Button>
        </div>
      </form>
      <Comparison c={c} now={now} before={beside[0]} after={beside[1]} />
    </>
  );
};

type ComparisonProps = Pick<ItemPageProps, 'c' | 'now'> & { before: State; after: State };

/** Lines beyond this are not compared: the page would help nobody. */
const mostLines = 600;

const Comparison = ({ c, now, before, after }: ComparisonProps) => {
  const { t, lang } = c.var;
  const pairs = pairLines(before.text.slice(0, 200_000), after.text.slice(0, 200_000));
  const [files, filesAfter] = [before, after].map(({ attachments }) =>
    attachments.map((one) => lineOf(one, lang)).join('\n'),
  ) as [string, string];
  const changed =
    before.title !== after.title ||
    before.summary !== after.summary ||
    before.text !== after.text ||
    files !== filesAfter;
  return (
    <section class="panel" aria-labelledby="compared">
      <h2 id="compared">{t('ingest.compare.title', { before: before.version, after: after.version })}</h2>
      {changed ? null : <Notice>{t('ingest.compare.same')}</Notice>}
      <table class="comparison">
        <caption class="unseen">{t('ingest.compare.title', { before: before.version, after: after.version })}</caption>
        <thead>
          <tr>
            {[before, after].map((state) => (
              <th scope="col">
                <strong>{t('ingest.state.number', { version: state.version })}</strong> ·{' '}
                <Time at={state.seen} reader={c.var} now={now} />{' '}
                {state.withdrawn ? <Tag tone="lacquer">{t('ingest.withdrawn')}</Tag> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Line before={before.title} after={after.title} langs={[before.lang, after.lang]} heading />
          <Line before={summaryOf(before)} after={summaryOf(after)} langs={[before.lang, after.lang]} />
          {pairs.slice(0, mostLines).map((pair) => (
            <Line {...pair} langs={[before.lang, after.lang]} />
          ))}
          {pairLines(files, filesAfter).map((pair) => (
            <Line {...pair} langs={['und', 'und']} />
          ))}
        </tbody>
      </table>
      {pairs.length > mostLines ? <p class="quiet">{t('ingest.compare.cut', { count: mostLines })}</p> : null}
    </section>
  );
};

/** A summary that is all there is stands as the text already. */
const summaryOf = ({ summary, text }: State): string => (summary === text ? '' : summary);

type LineProps = { before: string; after: string; langs: readonly [string, string]; heading?: boolean };

const Line = ({ before, after, langs, heading }: LineProps) => {
  if (before === '' && after === '') return null;
  const parts = compareTexts(before, after);
  const look = heading ? 'comparison-title' : undefined;
  return (
    <tr class={before === after ? 'comparison-same' : undefined}>
      <td class={look} lang={langs[0]}>
        <Difference parts={parts} side="before" />
      </td>
      <td class={look} lang={langs[1]}>
        <Difference parts={parts} side="after" />
      </td>
    </tr>
  );
};
