import type { Context } from 'hono';
import type { DeskEnv } from '../../identity/index.ts';
import { Foreign, Notice, Table, Time } from '../../ui/index.ts';
import type { Entry } from '../kinds/listing/selectors.ts';
import type { ArticleReading, ListReading } from '../picker/reading.ts';

const shown = 12;
const opening = 1_200;

type Common = { c: Context<DeskEnv> /** The address of what is shown, for going back to it. */; address: string };

/** The entries that the chosen list gives now. */
export const ListPreview = ({
  c,
  reading,
  address,
  sampleAt,
}: Common & { reading: ListReading; sampleAt: (link: string) => string }) => {
  const { t } = c.var;
  const { entries, seen, next, marks, miss, fault } = reading;
  const dated = entries.filter(({ published }) => published !== undefined).length;
  return (
    <section
      id="picker-preview"
      class="picker-preview"
      data-marks={JSON.stringify(marks)}
      data-address={address}
      aria-live="polite"
      aria-label={t('ingest.picker.preview')}
    >
      <Miss c={c} miss={miss} />
      {fault === undefined ? null : (
        <Notice kind="error" title={t('ingest.picker.fault')}>
          {fault}
        </Notice>
      )}
      {entries.length === 0 ? (
        <Notice kind="warning" title={t('ingest.picker.none')}>
          {t(seen === 0 ? 'ingest.picker.none.text' : 'ingest.picker.none.links', { count: seen })}
        </Notice>
      ) : (
        <>
          <Table
            reader={c.var}
            caption={t('ingest.picker.preview')}
            count={entries.length}
            rows={entries.slice(0, shown)}
            columns={[
              {
                key: 'title',
                label: t('ingest.picker.part.title'),
                cell: (entry) => <EntryCell entry={entry} href={sampleAt(entry.link)} />,
              },
              {
                key: 'date',
                label: t('ingest.picker.part.date'),
                cell: ({ published }) =>
                  published ? <Time at={published} reader={c.var} /> : <span class="quiet">—</span>,
              },
            ]}
          />
          <p class="quiet">
            {t('ingest.picker.items', { count: entries.length })}.{' '}
            {entries.length > shown ? `${t('ingest.picker.more', { count: entries.length - shown })} ` : ''}
            {t('ingest.picker.dated', { dated, count: entries.length })}{' '}
            {t(next === undefined ? 'ingest.picker.next.none' : 'ingest.picker.next.found')}
          </p>
        </>
      )}
    </section>
  );
};

const EntryCell = ({ entry, href }: { entry: Entry; href: string }) => (
  <>
    <a href={href}>
      <Foreign>{entry.title}</Foreign>
    </a>
    <small class="quiet picker-link">
      <Foreign>{entry.link.replace(/^https?:\/\//, '')}</Foreign>
    </small>
    {entry.summary === undefined ? null : (
      <small class="quiet">
        <Foreign>{entry.summary.length > 140 ? `${entry.summary.slice(0, 139)}…` : entry.summary}</Foreign>
      </small>
    )}
  </>
);

/** The article that the chosen parts give now. */
export const ArticlePreview = ({
  c,
  reading,
  samples,
  address,
}: Common & { reading: ArticleReading; samples: readonly Entry[] }) => {
  const { t } = c.var;
  const { article, marks, miss, choice } = reading;
  const found = article.outcome === 'found';
  const text = found ? article.text : '';
  return (
    <section
      id="picker-preview"
      class="picker-preview"
      data-marks={JSON.stringify(marks)}
      data-address={address}
      aria-live="polite"
      aria-label={t('ingest.picker.preview')}
    >
      <Miss c={c} miss={miss} />
      <div class="field">
        <label class="label" for="picker-sample">
          {t('ingest.picker.sample')}
        </label>
        <select id="picker-sample" name="sample" data-leads="">
          {samples.some(({ link }) => link === choice.sample) ? null : (
            <option value={choice.sample}>{choice.sample}</option>
          )}
          {samples.slice(0, 20).map(({ link, title }) => (
            <option value={link} selected={link === choice.sample}>
              {title}
            </option>
          ))}
        </select>
      </div>
      {found ? null : (
        <Notice kind="warning" title={t('ingest.picker.no-article')}>
          {t(`ingest.picker.empty.${article.reason}`)}
        </Notice>
      )}
      <article class="picker-article panel">
        <h2>
          <Foreign>{article.title ?? t('ingest.picker.untitled')}</Foreign>
        </h2>
        <p class="quiet">
          {article.published ? <Time at={article.published} reader={c.var} /> : t('ingest.picker.undated')}
          {article.byline === undefined ? null : (
            <>
              {' · '}
              <Foreign>{article.byline}</Foreign>
            </>
          )}
        </p>
        {article.lead === undefined ? null : (
          <p class="picker-lead">
            <Foreign>{article.lead}</Foreign>
          </p>
        )}
        {text
          .slice(0, opening)
          .split('\n')
          .map((line) => (
            <p>
              <Foreign>{line}</Foreign>
            </p>
          ))}
        {found ? (
          <p class="quiet">
            {t('ingest.picker.extent', {
              characters: text.length,
              paragraphs: text.split('\n').length,
              pictures: article.pictures.length,
            })}{' '}
            {t(`ingest.picker.by.${article.by}`)}
          </p>
        ) : null}
      </article>
    </section>
  );
};

const Miss = ({ c, miss }: { c: Context<DeskEnv>; miss: ListReading['miss'] }) =>
  miss === undefined ? null : <Notice kind="warning">{c.var.t(`ingest.picker.miss.${miss}`)}</Notice>;
