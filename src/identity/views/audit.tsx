import type { Context, Hono } from 'hono';
import type { Env, Label, Translate } from '../../platform/index.ts';
import { Empty, Field, Filters, Pager, Table, Time, withParameters } from '../../ui/index.ts';
import { type DeskEnv, guard } from '../access.ts';
import type { Deps } from '../desk.tsx';
import { DeskPage } from '../page.tsx';
import { type AuditFilter, type AuditLine, auditLines, countAudit } from '../store/audit.ts';
import { listPeople, type PersonLine } from '../store/people.ts';

const PER_PAGE = 50;
const MOST = 10_000;

/** The audit trail: who did what, when, to what. */
export function auditRoutes(app: Hono<Env>, { db }: Deps): void {
  app.get('/desk/audit', guard('audit.read'), async (c) => {
    const filter = readFilter((name) => c.req.query(name), c.var.service.timeZone);
    const count = await countAudit(db, filter, MOST);
    const pages = Math.max(1, Math.ceil(count / PER_PAGE));
    const page = Math.min(pages, Math.max(1, Number.parseInt(c.req.query('page') ?? '', 10) || 1));
    const lines = await auditLines(db, filter, { limit: PER_PAGE, offset: (page - 1) * PER_PAGE });
    return c.html(<Audit {...{ c, filter, lines, count, page, pages }} people={await listPeople(db)} />);
  });
}

/** The filter that an address asks for; what cannot be meant is left out. */
export function readFilter(query: (name: string) => string | undefined, timeZone: string): AuditFilter {
  const text = (name: string) => query(name)?.slice(0, 200).toWellFormed().replaceAll('\0', '').trim() || undefined;
  return {
    person: text('person'),
    action: text('action'),
    subject: text('subject'),
    from: readDay(query('from')),
    until: readDay(query('until')),
    timeZone,
  };
}

function readDay(text: string | undefined): string | undefined {
  if (!text || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : undefined;
}

type AuditProps = {
  c: Context<DeskEnv>;
  filter: AuditFilter;
  lines: readonly AuditLine[];
  people: readonly PersonLine[];
  count: number;
  page: number;
  pages: number;
};

const Audit = ({ c, filter, lines, people, count, page, pages }: AuditProps) => {
  const { t } = c.var;
  const { timeZone, ...wanted } = filter;
  return (
    <DeskPage c={c} title={t('identity.audit')} lead={t('identity.audit.lead', { most: MOST })}>
      <Filters reader={c.var} action="/desk/audit" active={Object.values(wanted).filter(Boolean).length}>
        <Field
          reader={c.var}
          type="select"
          label={t('identity.audit.person')}
          name="person"
          value={filter.person}
          options={[
            { value: '', label: t('identity.any') },
            ...people.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })),
          ]}
        />
        <Field
          reader={c.var}
          label={t('identity.audit.action')}
          name="action"
          value={filter.action}
          placeholder="article."
        />
        <Field
          reader={c.var}
          label={t('identity.audit.subject')}
          name="subject"
          value={filter.subject}
          placeholder="article:12"
        />
        <Field reader={c.var} type="date" label={t('identity.audit.from')} name="from" value={filter.from} />
        <Field reader={c.var} type="date" label={t('identity.audit.until')} name="until" value={filter.until} />
      </Filters>
      <Table
        reader={c.var}
        caption={t('identity.audit')}
        count={count}
        rows={lines}
        empty={<Empty title={t('identity.audit.none')} text={t('identity.audit.none.text')} />}
        columns={[
          { key: 'at', label: t('identity.audit.at'), cell: ({ at }) => <Time at={at} reader={c.var} /> },
          {
            key: 'person',
            label: t('identity.audit.person'),
            cell: ({ person }) => <bdi>{person?.name ?? t('identity.audit.program')}</bdi>,
          },
          { key: 'action', label: t('identity.audit.action'), cell: ({ action }) => <Action t={t} action={action} /> },
          {
            key: 'subject',
            label: t('identity.audit.subject'),
            cell: ({ subject }) => (
              <a href={withParameters('/desk/audit', { subject })}>
                <Subject subject={subject} people={people} />
              </a>
            ),
          },
          { key: 'detail', label: t('identity.audit.detail'), cell: ({ detail }) => <bdi>{told(detail)}</bdi> },
        ]}
      />
      <Pager reader={c.var} address={c.req.url} page={page} pages={pages} />
    </DeskPage>
  );
};

// A deed in words, its code for those who filter by it; one that nobody wrote words for is its code.
const Action = ({ t, action }: { t: Translate; action: string }) => {
  const words = t(`identity.deed.${action}` as Label);
  if (words === `identity.deed.${action}`) return <code>{action}</code>;
  return <span title={action}>{words}</span>;
};

// A person is told by name, all else by its number.
const Subject = ({ subject, people }: { subject: string; people: readonly PersonLine[] }) => {
  const person = people.find(({ id }) => subject === `person:${id}`);
  return person ? <bdi>{person.name}</bdi> : <code>{subject}</code>;
};

/** The detail of a line in one line: `name: Lê Thu · role: editor`; of a change, what changed: `role: editor → owner`. */
export function told(detail: Record<string, unknown>): string {
  const { from, to, ...rest } = detail;
  const before = membersOf(from);
  const changes = [...membersOf(to)].flatMap(([key, value]) => {
    const [was, is] = [words(before.get(key)), words(value)];
    return was === is ? [] : [`${key ? `${key}: ` : ''}${was} → ${is}`];
  });
  return [...changes, ...Object.entries(rest).map(([key, value]) => `${key}: ${words(value)}`)].join(' · ');
}

const words = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '–'));

const membersOf = (value: unknown): Map<string, unknown> =>
  typeof value === 'object' && value !== null
    ? new Map(Object.entries(value))
    : new Map(value === undefined ? [] : [['', value]]);
