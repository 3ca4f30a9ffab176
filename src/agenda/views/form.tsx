import type { Context } from 'hono';
import { type DeskEnv, DeskPage } from '../../identity/index.ts';
import { nameIn } from '../../places/index.ts';
import {
  Actions,
  Button,
  Field,
  Foreign,
  Form,
  languageName,
  languageWithin,
  Notice,
  Table,
  Tag,
} from '../../ui/index.ts';
import { kinds } from '../event.ts';
import type { ImportReport, Line } from '../exchange/import.ts';
import type { Faults, Ground, Typed } from '../form.ts';
import { usualRules } from '../recurrence.ts';
import { dayInWords } from './words.tsx';

type FormProps = {
  c: Context<DeskEnv>;
  ground: Ground;
  typed: Typed;
  faults?: Faults | undefined;
  /** The address that takes it, and the page that it leads back to. */
  action: string;
  back: string;
  /** Whether what is edited is an occurrence: it has no rule of its own. */
  occurrence?: boolean | undefined;
  title: string;
};

/** Puts an event on the agenda, or changes what is known of one. */
export const EventForm = ({ c, ground, typed, faults = {}, action, back, occurrence, title }: FormProps) => {
  const { t, lang } = c.var;
  const errors = Object.fromEntries(
    Object.entries(faults).map(([field, fault]) => [field, t(`agenda.wrong.${fault}`)]),
  );
  const collator = new Intl.Collator(lang);
  const places = ground.atlas
    .current()
    .map((place) => ({ value: `${place.code}@${place.validFrom}`, label: nameIn(place.names, lang) }))
    .toSorted((a, b) => collator.compare(a.label, b.label));
  const kept =
    typed.place && !places.some(({ value }) => value === typed.place)
      ? [{ value: typed.place, label: typed.place }]
      : [];
  const rule = typed.rule ?? '';
  const usual = rule === '' || (usualRules as readonly string[]).includes(rule);
  const line = (name: string, label: string, more: Record<string, unknown> = {}) => (
    <Field reader={c.var} name={name} label={label} value={typed[name]} error={errors[name]} {...more} />
  );
  const area = (name: string, label: string, hint?: string) => (
    <Field
      reader={c.var}
      type="textarea"
      name={name}
      label={label}
      hint={hint}
      value={typed[name]}
      error={errors[name]}
      rows={3}
      maxlength={4_000}
    />
  );
  return (
    <DeskPage c={c} title={title} above={[{ href: '/desk/agenda', label: t('agenda.title') }]}>
      <Form reader={c.var} action={action} errors={errors}>
        {ground.interfaceLangs.map((each) =>
          line(`name.${each}`, t('agenda.name.in', { language: languageWithin(each, lang) }), {
            lang: each,
            maxlength: 200,
          }),
        )}
        <Field
          reader={c.var}
          type="select"
          name="kind"
          label={t('agenda.kind')}
          value={typed.kind ?? 'other'}
          error={errors.kind}
          required
          options={kinds.map((kind) => ({ value: kind, label: t(`agenda.kind.${kind}`) }))}
        />
        {line('firstDay', t('agenda.first'), { type: 'date', required: true })}
        {line('lastDay', t('agenda.last'), { type: 'date', hint: t('agenda.last.hint') })}
        <Field
          reader={c.var}
          type="radios"
          name="weight"
          label={t('agenda.weight')}
          value={typed.weight ?? '2'}
          error={errors.weight}
          required
          options={(['1', '2', '3'] as const).map((value) => ({ value, label: t(`agenda.weight.${value}`) }))}
        />
        {line('langs', t('agenda.langs'), { hint: t('agenda.langs.hint'), maxlength: 200 })}
        {area('aliases', t('agenda.aliases'), t('agenda.aliases.hint'))}
        <details class="flow" open={Object.keys(errors).length > 0}>
          <summary>{t('agenda.more')}</summary>
          {line('startTime', t('agenda.time'), { type: 'time' })}
          {line('zone', t('agenda.zone'), { hint: t('agenda.zone.hint') })}
          {line('venue', t('agenda.venue'), { maxlength: 300 })}
          {line('country', t('agenda.country'), { hint: t('agenda.country.hint'), maxlength: 2 })}
          <Field
            reader={c.var}
            type="select"
            name="place"
            label={t('agenda.place')}
            value={typed.place ?? ''}
            error={errors.place}
            options={[{ value: '', label: t('agenda.place.none') }, ...kept, ...places]}
          />
          {line('organisations', t('agenda.organisations'), { hint: t('agenda.organisations.hint') })}
          {area('names', t('agenda.names.other'), t('agenda.names.hint'))}
          {area('queries', t('agenda.queries'), t('agenda.queries.hint'))}
          {occurrence ? null : (
            <>
              <Field
                reader={c.var}
                type="select"
                name="rule"
                label={t('agenda.rule')}
                value={usual ? rule : 'own'}
                error={errors.rule}
                options={[
                  { value: '', label: t('agenda.rule.once') },
                  ...usualRules.map((value) => ({ value, label: t(`agenda.rule.${value}`) })),
                  { value: 'own', label: t('agenda.rule.own') },
                ]}
              />
              <Field
                reader={c.var}
                name="ownRule"
                label={t('agenda.rule.own.label')}
                hint={t('agenda.rule.own.hint')}
                value={usual ? typed.ownRule : rule === 'own' ? typed.ownRule : rule}
                maxlength={300}
              />
            </>
          )}
          {line('source', t('agenda.source'), { maxlength: 500 })}
          {area('note', t('agenda.note'))}
        </details>
        <Actions>
          <Button kind="strong">{t('agenda.save')}</Button>
          <Button kind="quiet" href={back}>
            {t('agenda.leave')}
          </Button>
        </Actions>
      </Form>
    </DeskPage>
  );
};

type ImportProps = {
  c: Context<DeskEnv>;
  typed: Typed;
  langs: readonly string[];
  errors?: Readonly<Record<string, string>> | undefined;
  report?: ImportReport | undefined;
  preview?: boolean | undefined;
};

const shownLines = 300;

/** Brings a calendar or a table of events in. What was read stays in the form, so that a preview can be followed by the import. */
export const ImportPage = ({ c, typed, langs, errors = {}, report, preview = false }: ImportProps) => {
  const { t, lang } = c.var;
  return (
    <DeskPage
      c={c}
      title={t('agenda.import')}
      lead={t('agenda.import.lead')}
      above={[{ href: '/desk/agenda', label: t('agenda.title') }]}
    >
      {report ? <Report c={c} report={report} preview={preview} /> : null}
      <Form reader={c.var} action="/desk/agenda/import" errors={errors} files>
        <Field
          reader={c.var}
          type="file"
          name="file"
          label={t('agenda.import.file')}
          hint={t('agenda.import.file.hint')}
          accept=".ics,.csv,.tsv,.txt,text/calendar,text/csv"
          error={errors.file}
        />
        <Field
          reader={c.var}
          type="textarea"
          name="text"
          label={t('agenda.import.text')}
          value={report && !preview ? '' : typed.text}
          rows={8}
          error={errors.text}
        />
        <Field
          reader={c.var}
          type="select"
          name="lang"
          label={t('agenda.import.language')}
          value={typed.lang ?? lang}
          options={langs.map((each) => ({ value: each, label: languageName(each, lang) }))}
        />
        <Actions>
          <Button kind="strong" name="step" value="import">
            {t('agenda.import.button')}
          </Button>
          <Button name="step" value="preview">
            {t('agenda.import.preview')}
          </Button>
        </Actions>
      </Form>
    </DeskPage>
  );
};

const Report = ({ c, report, preview }: { c: Context<DeskEnv>; report: ImportReport; preview: boolean }) => {
  const { t, service } = c.var;
  const first = (line: Line) => (line.result === 'refused' ? 0 : 1);
  const rows = report.lines.toSorted((a, b) => first(a) - first(b)).slice(0, shownLines);
  const { added, changed, refused } = report;
  return (
    <>
      <Notice
        kind={preview ? 'info' : refused > 0 ? 'warning' : 'success'}
        title={preview ? t('agenda.import.previewed') : t('agenda.import.imported')}
      >
        <p>{t('agenda.import.sum', { added, changed, refused })}</p>
        {report.cut ? <p>{t('agenda.import.cut')}</p> : null}
      </Notice>
      <Table
        reader={c.var}
        caption={t('agenda.import.lines')}
        count={report.lines.length}
        rows={rows}
        columns={[
          { key: 'name', label: t('agenda.event'), cell: ({ name }) => <Foreign>{name}</Foreign> },
          {
            key: 'day',
            label: t('agenda.first'),
            cell: ({ firstDay }) => (firstDay ? dayInWords(firstDay, service) : null),
          },
          { key: 'line', label: t('agenda.import.line'), number: true, cell: ({ line }) => line },
          {
            key: 'result',
            label: t('agenda.import.result'),
            cell: (line) => (
              <>
                <Tag tone={line.result === 'refused' ? 'lacquer' : line.result === 'added' ? 'jade' : 'plain'}>
                  {t(`agenda.import.result.${line.result}`)}
                </Tag>
                {line.result === 'refused' ? (
                  <>
                    {' '}
                    {line.field}: {t(`agenda.wrong.${line.fault}`)}
                  </>
                ) : null}
              </>
            ),
          },
        ]}
      />
    </>
  );
};
