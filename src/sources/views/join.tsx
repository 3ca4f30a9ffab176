import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { type DeskEnv, DeskPage } from '../../identity/index.ts';
import { Actions, Button, Empty, Field, Foreign, Form, Meta, Notice, Time } from '../../ui/index.ts';
import { type Outlet, outletName } from '../outlet.ts';
import type { Joining } from '../store/joinings.ts';
import type { Surveyed } from '../survey.ts';
import { HealthTag, OutletMeta, OutletName, outletPath } from './parts.tsx';

type Item<T> = { thing: T; id: number; items: number };

type JoinProps<T> = {
  c: Context<DeskEnv>;
  kind: Joining['kind'];
  things: readonly Item<T>[];
  keep: number;
  back: { href: string; label: string };
  /** What speaks against it: then there is no button. */
  refusal?: string | undefined;
};

function JoinFrame<T>({
  c,
  kind,
  things,
  keep,
  back,
  refusal,
  card,
  effects,
}: JoinProps<T> & { card: (item: Item<T>) => Child; effects: readonly string[] }) {
  const { t } = c.var;
  return (
    <DeskPage
      c={c}
      title={t(`sources.join.${kind}.title`)}
      lead={t('sources.join.lead')}
      above={[{ href: '/desk/sources', label: t('sources.title') }, back]}
    >
      {refusal ? <Notice kind="warning" title={refusal} /> : null}
      <Form reader={c.var} action="/desk/sources/join" label={t(`sources.join.${kind}.title`)}>
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="ids" value={things.map(({ id }) => id).join(' ')} />
        <fieldset class="joined">
          <legend class="label">{t('sources.join.keep')}</legend>
          <div class="beside">
            {things.map((item) => (
              <label class="panel joined-one">
                <span class="choice">
                  <input type="radio" name="keep" value={item.id} checked={item.id === keep} required />
                  <span>{card(item)}</span>
                </span>
                <Meta items={[t('sources.join.items', { count: item.items })]} />
              </label>
            ))}
          </div>
        </fieldset>
        <section class="panel">
          <h2>{t('sources.join.effects')}</h2>
          <ul class="names">
            {effects.map((effect) => (
              <li>{effect}</li>
            ))}
          </ul>
        </section>
        <Actions>
          {refusal ? null : <Button kind="strong">{t('sources.join.do')}</Button>}
          <Button kind="quiet" href={back.href}>
            {t('sources.cancel')}
          </Button>
        </Actions>
      </Form>
    </DeskPage>
  );
}

/** Two or more outlets that are one, side by side, with what joining them does. */
export const JoinOutletsPage = (props: Omit<JoinProps<Surveyed>, 'kind'>) => {
  const { c, things } = props;
  const { t, lang } = c.var;
  const kinds = new Set(things.map(({ thing }) => thing.outlet.rights));
  return (
    <JoinFrame
      {...props}
      kind="outlet"
      card={({ thing }) => (
        <>
          <strong>
            <OutletName outlet={thing.outlet} lang={lang} />
          </strong>
          <OutletMeta t={t} outlet={thing.outlet} />
          <Meta
            items={[
              t(`sources.rights.${thing.outlet.rights}`),
              thing.outlet.agreement,
              ...thing.channels.map(({ url }) => <Foreign>{url.replace(/^https?:\/\//, '')}</Foreign>),
            ]}
          />
        </>
      )}
      effects={[
        t('sources.join.outlet.channels'),
        t('sources.join.outlet.items'),
        t(kinds.size > 1 ? 'sources.join.outlet.rights-differ' : 'sources.join.outlet.rights'),
        t('sources.join.undoable'),
      ]}
    />
  );
};

/** Two or more channels that are one, side by side, with what joining them does. */
export const JoinChannelsPage = (props: Omit<JoinProps<Surveyed['channels'][number]>, 'kind'>) => {
  const { t } = props.c.var;
  return (
    <JoinFrame
      {...props}
      kind="channel"
      card={({ thing }) => (
        <>
          <strong>
            <Foreign>{thing.title ?? thing.url}</Foreign>
          </strong>{' '}
          <HealthTag t={t} health={thing.health} />
          <Meta items={[thing.kind, <Foreign>{thing.url}</Foreign>, thing.language]} />
        </>
      )}
      effects={[t('sources.join.channel.fetched'), t('sources.join.channel.items'), t('sources.join.undoable')]}
    />
  );
};

/** Finds the outlet that another turned out to be. */
export const FindOtherPage = ({
  c,
  outlet,
  words,
  found,
}: {
  c: Context<DeskEnv>;
  outlet: Outlet;
  words: string;
  found: readonly Outlet[];
}) => {
  const { t, lang } = c.var;
  return (
    <DeskPage
      c={c}
      title={t('sources.join.find', { name: outletName(outlet, lang) })}
      lead={t('sources.join.find.lead')}
      above={[
        { href: '/desk/sources', label: t('sources.title') },
        { href: outletPath(outlet.id), label: outletName(outlet, lang) },
      ]}
    >
      <Form reader={c.var} action="/desk/sources/join" method="get" inline label={t('sources.search')}>
        <input type="hidden" name="outlet" value={outlet.id} />
        <Field reader={c.var} type="search" name="q" label={t('sources.search')} value={words} autofocus required />
        <Button>{t('ui.filters.apply')}</Button>
      </Form>
      {words === '' ? null : found.length === 0 ? (
        <Empty title={t('sources.none')} text={t('sources.join.find.none')} />
      ) : (
        <ul class="contacts">
          {found.map((other) => (
            <li>
              <div>
                <a href={`/desk/sources/join?outlet=${outlet.id}&outlet=${other.id}`}>
                  <OutletName outlet={other} lang={lang} />
                </a>
                <OutletMeta t={t} outlet={other} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </DeskPage>
  );
};

/** What was joined to an outlet, with the way back. */
export const Joinings = ({
  c,
  joinings,
  mayUndo,
}: {
  c: Context<DeskEnv>;
  joinings: readonly Joining[];
  mayUndo: boolean;
}) => {
  const { t } = c.var;
  if (joinings.length === 0) return null;
  return (
    <section class="panel" id="joined">
      <h2>{t('sources.joined')}</h2>
      <ul class="contacts">
        {joinings.map(({ id, kind, gone, at }) => (
          <li>
            <div>
              <Foreign>{gone}</Foreign>
              <Meta items={[t(`sources.join.kind.${kind}`), <Time at={at} reader={c.var} format="day" />]} />
            </div>
            {mayUndo ? (
              <form method="post" action={`/desk/sources/joinings/${id}/undo`}>
                <Button kind="quiet" label={`${t('sources.join.undo')}: ${gone}`}>
                  {t('sources.join.undo')}
                </Button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
};
