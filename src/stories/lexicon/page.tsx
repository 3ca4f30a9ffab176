import type { Context } from 'hono';
import { can, type DeskEnv, DeskPage } from '../../identity/index.ts';
import { Button, Empty, Field, Filters, Foreign, languageName, Pager, Table, Time } from '../../ui/index.ts';
import type { Lexicon, Struck } from '../store/lexicon.ts';
import type { Learnt, Meaning } from './learn.ts';

type Props = {
  c: Context<DeskEnv>;
  now: Date;
  home: string;
  lexicon: Lexicon | undefined;
  struck: readonly Struck[];
  rows: readonly Learnt[];
  count: number;
  langs: readonly string[];
  asked: { q: string; lang: string; page: number };
  pages: number;
};

/** Terms that stand for each other in our own translations, and what people took off. */
export const LexiconPage = (props: Props) => {
  const { c, lexicon, struck, asked, langs, pages, now } = props;
  const { t, lang } = c.var;
  const query = new URLSearchParams(
    Object.entries({ q: asked.q, lang: asked.lang }).filter(([, value]) => value !== ''),
  );
  return (
    <DeskPage
      c={c}
      title={t('stories.lexicon')}
      lead={t('stories.lexicon.lead')}
      above={[{ href: '/desk/stories', label: t('stories.title') }]}
    >
      <Filters reader={c.var} action="/desk/stories/lexicon" active={[asked.q, asked.lang].filter(Boolean).length}>
        <Field reader={c.var} type="search" name="q" label={t('stories.lexicon.words')} value={asked.q} />
        <Field
          reader={c.var}
          type="select"
          name="lang"
          label={t('stories.language')}
          value={asked.lang}
          options={[
            { value: '', label: t('stories.any') },
            ...langs.map((value) => ({ value, label: languageName(value, lang) })),
          ]}
        />
      </Filters>
      <Terms {...props} />
      <Pager reader={c.var} address={`/desk/stories/lexicon?${query}`} page={asked.page} pages={pages} />
      {lexicon ? (
        <p class="quiet">
          {t('stories.lexicon.from', { count: lexicon.pairs })} <Time at={lexicon.learntAt} reader={c.var} now={now} />
        </p>
      ) : null}
      {struck.length > 0 ? <Off {...props} /> : null}
    </DeskPage>
  );
};

const Terms = ({ c, home, lexicon, rows, count }: Props) => {
  const { t, lang } = c.var;
  const empty = lexicon ? (
    <Empty title={t('stories.lexicon.nothing')} text={t('stories.lexicon.nothing.text')} />
  ) : (
    <Empty title={t('stories.lexicon.none')} text={t('stories.lexicon.none.text')} />
  );
  return (
    <Table
      reader={c.var}
      caption={t('stories.lexicon.terms')}
      count={count}
      rows={rows}
      empty={empty}
      columns={[
        {
          key: 'home',
          label: languageName(home, lang),
          cell: ({ shown: [own] }) => <Foreign lang={home}>{own}</Foreign>,
        },
        {
          key: 'term',
          label: t('stories.lexicon.term'),
          cell: ({ shown: [, term], lang: other }) => <Foreign lang={other}>{term}</Foreign>,
        },
        { key: 'lang', label: t('stories.language'), cell: (each) => languageName(each.lang, lang) },
        { key: 'seen', label: t('stories.lexicon.seen'), number: true, cell: ({ seen }) => seen },
        ...(can(c.var.person, 'story.weave')
          ? [
              {
                key: 'strike',
                label: t('stories.tag.judge'),
                unseenLabel: true,
                cell: (each: Learnt) => <Strike c={c} meaning={each} name={each.shown.join(' = ')} />,
              },
            ]
          : []),
      ]}
    />
  );
};

const Off = ({ c, now, home, struck }: Props) => {
  const { t, lang } = c.var;
  return (
    <details class="flow">
      <summary>{t('stories.lexicon.struck', { count: struck.length })}</summary>
      <Table
        reader={c.var}
        caption={t('stories.lexicon.struck.list')}
        rows={struck}
        columns={[
          {
            key: 'home',
            label: languageName(home, lang),
            cell: ({ shown: [own] }) => <Foreign lang={home}>{own}</Foreign>,
          },
          {
            key: 'term',
            label: t('stories.lexicon.term'),
            cell: ({ shown: [, term], lang: other }) => <Foreign lang={other}>{term}</Foreign>,
          },
          { key: 'lang', label: t('stories.language'), cell: (each) => languageName(each.lang, lang) },
          { key: 'by', label: t('stories.decision.by'), cell: ({ byName }) => byName },
          { key: 'at', label: t('stories.decision.at'), cell: ({ at }) => <Time at={at} reader={c.var} now={now} /> },
          ...(can(c.var.person, 'story.weave')
            ? [
                {
                  key: 'back',
                  label: t('stories.undo'),
                  unseenLabel: true,
                  cell: (each: Struck) => <Strike c={c} meaning={each} name={each.shown.join(' = ')} back />,
                },
              ]
            : []),
        ]}
      />
    </details>
  );
};

const Strike = ({
  c,
  meaning,
  name,
  back,
}: {
  c: Context<DeskEnv>;
  meaning: Meaning;
  name: string;
  back?: boolean;
}) => {
  const { t } = c.var;
  const label = back ? t('stories.undo') : t('stories.tag.do.no');
  return (
    <form method="post" action="/desk/stories/lexicon">
      <input type="hidden" name="home" value={meaning.home} />
      <input type="hidden" name="lang" value={meaning.lang} />
      <input type="hidden" name="term" value={meaning.term} />
      {back ? <input type="hidden" name="back" value="1" /> : null}
      <Button kind="quiet" label={`${label}: ${name}`}>
        {label}
      </Button>
    </form>
  );
};
