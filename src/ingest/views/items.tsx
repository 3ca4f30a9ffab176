import type { Context } from 'hono';
import type { DeskEnv } from '../../identity/index.ts';
import { words } from '../../language/index.ts';
import { Empty, Foreign, Meta, Table, Tag, Time } from '../../ui/index.ts';
import type { Item } from '../item.ts';

/** The newest items of an outlet, each with how much of its text is there; a row leads to the page of its item. */
export const ItemTable = ({ c, items, now }: { c: Context<DeskEnv>; items: readonly Item[]; now: Date }) => {
  const { t } = c.var;
  return (
    <Table
      reader={c.var}
      caption={t('ingest.items')}
      rows={items}
      fresh={now}
      now={now}
      href={({ firstId }) => `/desk/items/${firstId}`}
      empty={<Empty title={t('ingest.items.none')} text={t('ingest.items.none.text')} />}
      columns={[
        {
          key: 'title',
          label: t('ingest.item'),
          cell: ({ title, lang }) => <Foreign lang={lang}>{title}</Foreign>,
        },
        { key: 'lang', label: t('ingest.lang'), cell: ({ lang }) => lang },
        {
          key: 'published',
          label: t('ingest.published'),
          cell: ({ published, dated }) => (
            <Meta items={[<Time at={published} reader={c.var} now={now} />, dated ? null : t('ingest.undated')]} />
          ),
        },
        {
          key: 'text',
          label: t('ingest.text'),
          cell: ({ text, lang, origin, version, withdrawn }) => (
            <Meta
              items={[
                origin === null || withdrawn ? null : t('ingest.words', { count: wordCount(text, lang) }),
                withdrawn ? (
                  <Tag tone="lacquer">{t('ingest.withdrawn')}</Tag>
                ) : (
                  t(`ingest.origin.${origin ?? 'waiting'}`)
                ),
                version > 1 ? t('ingest.version', { version }) : null,
              ]}
            />
          ),
        },
        {
          key: 'open',
          label: t('ingest.item.open'),
          unseenLabel: true,
          cell: ({ title, url, withdrawn }) =>
            url === null || withdrawn ? null : (
              <a href={url} rel="noreferrer" aria-label={t('ingest.item.open.label', { title })}>
                {t('ingest.item.open')}
              </a>
            ),
        },
      ]}
    />
  );
};

const wordCount = (text: string, lang: string): number => words(text.slice(0, 50_000), lang).length;
