import type { Context } from 'hono';
import { can, type DeskEnv, DeskPage } from '../../identity/index.ts';
import { Actions, Button, Field, Foreign, Form, Notice, Table, Tag } from '../../ui/index.ts';
import type { ImportReport } from '../exchange/import.ts';
import type { Line } from '../exchange/plan.ts';
import type { Errors, Typed } from '../form.ts';
import { classes } from '../outlet.ts';
import { SourceTabs } from './parts.tsx';

const shownLines = 300;

type ImportPageProps = {
  c: Context<DeskEnv>;
  typed: Typed;
  errors?: Errors | undefined;
  report?: ImportReport | undefined;
  preview?: boolean | undefined;
};

/** Brings lists of sources in and out. What was pasted or read from a file stays in the form, so that a preview can be followed by the import. */
export const ImportPage = ({ c, typed, errors = {}, report, preview = false }: ImportPageProps) => {
  const { t } = c.var;
  return (
    <DeskPage
      c={c}
      title={t('sources.import')}
      lead={t('sources.import.lead')}
      above={[{ href: '/desk/sources', label: t('sources.title') }]}
    >
      <SourceTabs c={c} current="import" />
      {report ? <Report c={c} report={report} preview={preview} /> : null}
      <div class="beside beside-narrow">
        <Form reader={c.var} action="/desk/sources/import" errors={errors} files label={t('sources.import')}>
          <Field
            reader={c.var}
            type="file"
            name="file"
            label={t('sources.import.file')}
            hint={t('sources.import.file.hint')}
            accept=".opml,.xml,.csv,.tsv,.txt,text/xml,text/csv"
            error={errors.file}
          />
          <Field
            reader={c.var}
            type="textarea"
            name="text"
            label={t('sources.import.text')}
            hint={t('sources.import.text.hint')}
            value={report && !preview ? '' : typed.text}
            rows={8}
            error={errors.text}
          />
          <Field
            reader={c.var}
            type="select"
            name="class"
            label={t('sources.import.class')}
            value={typed.class ?? 'domestic-press'}
            required
            options={classes.map((value) => ({ value, label: t(`sources.class.${value}`) }))}
          />
          <Field
            reader={c.var}
            type="checkbox"
            name="active"
            label={t('sources.state.active')}
            checked={typed.class === undefined || typed.active === '1'}
          />
          <Actions>
            <Button kind="strong" name="step" value="import">
              {t('sources.import.button')}
            </Button>
            <Button name="step" value="preview">
              {t('sources.import.preview')}
            </Button>
          </Actions>
        </Form>
        <section class="panel">
          <h2>{t('sources.export')}</h2>
          <p>{t('sources.export.text')}</p>
          <Actions>
            <Button href="/desk/sources/export.opml">OPML</Button>
            <Button href="/desk/sources/export.csv">CSV</Button>
            {can(c.var.person, 'source.write') ? (
              <Button kind="quiet" href="/desk/sources/contacts.csv">
                {t('sources.export.contacts')}
              </Button>
            ) : null}
          </Actions>
        </section>
      </div>
    </DeskPage>
  );
};

const Report = ({ c, report, preview }: { c: Context<DeskEnv>; report: ImportReport; preview: boolean }) => {
  const { t } = c.var;
  const first = (line: Line) => (line.result === 'refused' ? 0 : 1);
  const rows = report.lines.toSorted((a, b) => first(a) - first(b)).slice(0, shownLines);
  return (
    <>
      <Notice
        kind={preview ? 'info' : report.refused > 0 ? 'warning' : 'success'}
        title={preview ? t('sources.import.previewed') : t('sources.import.imported')}
      >
        <p>{t('sources.import.sum', report)}</p>
        {report.cut ? <p>{t('sources.import.cut')}</p> : null}
      </Notice>
      <Table
        reader={c.var}
        caption={t('sources.import.lines')}
        count={report.lines.length}
        rows={rows}
        columns={[
          { key: 'name', label: t('sources.outlet'), cell: ({ name }) => <Foreign>{name}</Foreign> },
          {
            key: 'url',
            label: t('sources.address'),
            cell: (line) => <Foreign>{line.url ?? ('value' in line ? line.value : '')}</Foreign>,
          },
          { key: 'line', label: t('sources.import.line'), number: true, cell: ({ line }) => line },
          {
            key: 'result',
            label: t('sources.import.result'),
            cell: (line) => (
              <>
                <Tag
                  tone={
                    line.result === 'refused'
                      ? 'lacquer'
                      : line.result === 'there' || line.result === 'twice'
                        ? 'plain'
                        : 'jade'
                  }
                >
                  {t(`sources.import.result.${line.result}`)}
                </Tag>
                {line.result === 'refused' ? <> {t(`sources.wrong.${line.fault}`)}</> : null}
              </>
            ),
          },
        ]}
      />
      {report.lines.length > rows.length ? (
        <p class="quiet">{t('sources.import.more', { shown: rows.length })}</p>
      ) : null}
    </>
  );
};
