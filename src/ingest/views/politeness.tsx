import type { Context } from 'hono';
import { can, type DeskEnv } from '../../identity/index.ts';
import { Button, Field, Foreign, Form, Time } from '../../ui/index.ts';
import type { Limits } from '../budget.ts';
import type { Agreement, KnownRobots } from '../store/robots.ts';
import type { Spent } from '../store/spent.ts';
import { sizeIn } from './size.ts';

/** How an outlet is asked: what its robots.txt said, whether it agreed to be fetched anyway, and what was asked today. */
export type Politeness = {
  outletId: number;
  robots: readonly KnownRobots[];
  agreement: Agreement | undefined;
  spent: Spent | undefined;
  limits: Limits;
};

type PolitenessPanelProps = { c: Context<DeskEnv>; politeness: Politeness; now: Date; error?: string | undefined };

/** What holds for fetching from an outlet, and the form by which a person takes down its agreement. */
export const PolitenessPanel = ({ c, politeness, now, error }: PolitenessPanelProps) => {
  const { t, lang, person } = c.var;
  const { outletId, robots, agreement, spent, limits } = politeness;
  return (
    <section class="panel" id="politeness" aria-label={t('ingest.politeness')}>
      <h2>{t('ingest.politeness')}</h2>
      <dl class="facts">
        <dt>{t('ingest.spent')}</dt>
        <dd>
          {t('ingest.spent.text', {
            requests: spent?.requests ?? 0,
            most: limits.requests,
            size: sizeIn(lang, spent?.bytes ?? 0),
            mostSize: sizeIn(lang, limits.bytes),
          })}
        </dd>
        {robots.map((known) => (
          <>
            <dt>
              <Foreign>{`${known.origin}/robots.txt`}</Foreign>
            </dt>
            <dd>{robotsWords(c, known)}</dd>
          </>
        ))}
        {agreement === undefined ? null : (
          <>
            <dt>{t('ingest.agreement')}</dt>
            <dd>
              {agreement.ground} · <Time at={agreement.at} reader={c.var} now={now} />
            </dd>
          </>
        )}
      </dl>
      {can(person, 'source.write') ? (
        agreement === undefined ? (
          <Form
            reader={c.var}
            action={`/desk/sources/outlets/${outletId}/agreement`}
            inline
            label={t('ingest.agreement')}
            errors={error === undefined ? {} : { ground: error }}
          >
            <Field
              reader={c.var}
              name="ground"
              label={t('ingest.agreement.ground')}
              hint={t('ingest.agreement.hint')}
              error={error}
              required
              maxlength={500}
            />
            <Button>{t('ingest.agreement.give')}</Button>
          </Form>
        ) : (
          <form method="post" action={`/desk/sources/outlets/${outletId}/agreement`}>
            <input type="hidden" name="end" value="1" />
            <Button kind="quiet">{t('ingest.agreement.end')}</Button>
          </form>
        )
      ) : null}
    </section>
  );
};

function robotsWords({ var: { t } }: Context<DeskEnv>, { said, failingSince }: KnownRobots): string {
  if (said === null) return t('ingest.robots.unknown');
  const parts = [
    said.rules.length === 0
      ? t('ingest.robots.free')
      : t(said.named ? 'ingest.robots.named' : 'ingest.robots.rules', { count: said.rules.length }),
    said.delay ? t('ingest.robots.delay', { seconds: said.delay }) : '',
    failingSince === null ? '' : t('ingest.robots.remembered'),
  ];
  return parts.filter((part) => part !== '').join(' ');
}
