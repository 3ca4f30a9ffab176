import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { type DeskEnv, DeskPage } from '../../identity/index.ts';
import { type Atlas, nameIn } from '../../places/index.ts';
import { type AddressFault, classes, type Errors, type Outlet, outletName, type Typed } from '../../sources/index.ts';
import { Actions, Button, Field, Foreign, Form, Meta, Notice, Time } from '../../ui/index.ts';
import type { Candidate, Findings, Step } from '../discovery/found.ts';

type C = Context<DeskEnv>;

/** Where a search for an outlet of the register begins and leads back to. */
export type ForOutlet = { id: number; name: string };

export const newPath = (outlet?: ForOutlet): string => `/desk/sources/new${outlet ? `?outlet=${outlet.id}` : ''}`;

const above = (c: C, outlet: ForOutlet | undefined) => [
  { href: '/desk/sources', label: c.var.t('sources.title') },
  ...(outlet ? [{ href: `/desk/sources/outlets/${outlet.id}`, label: outlet.name }] : []),
];

type AddressProps = { c: C; outlet: ForOutlet | undefined; url: string; fault?: AddressFault | undefined };

/** The page on which adding begins: an address is enough. */
export const AddressPage = ({ c, outlet, url, fault }: AddressProps) => {
  const { t } = c.var;
  return (
    <DeskPage
      c={c}
      title={outlet ? t('sources.channel.add') : t('sources.new')}
      lead={outlet ? <Foreign>{outlet.name}</Foreign> : t('sources.new.lead')}
      above={above(c, outlet)}
    >
      <AddressForm c={c} outlet={outlet} url={url} fault={fault} />
    </DeskPage>
  );
};

const AddressForm = ({ c, outlet, url, fault }: AddressProps) => {
  const { t } = c.var;
  const error = fault && t(`sources.wrong.address-${fault}`);
  return (
    <Form reader={c.var} action={newPath(outlet)} errors={error ? { url: error } : {}}>
      <Field
        reader={c.var}
        name="url"
        inputmode="url"
        label={t('ingest.find.address')}
        hint={t('ingest.find.address.hint')}
        value={url}
        error={error}
        required
        autofocus
        maxlength={2_000}
        placeholder="congthongtin.example.vn"
      />
      <Actions>
        <Button kind="strong">{t('ingest.find.look')}</Button>
        <Button kind="quiet" href={outlet ? `/desk/sources/outlets/${outlet.id}` : '/desk/sources'}>
          {t('sources.cancel')}
        </Button>
      </Actions>
      <p class="quiet">{t('ingest.find.patience')}</p>
    </Form>
  );
};

/** The page of a search while it goes on: `children` stand where the steps and then the result will be. */
export const SearchPage = ({
  c,
  outlet,
  address,
  children,
}: {
  c: C;
  outlet: ForOutlet | undefined;
  address: string;
  children: Child;
}) => (
  <DeskPage
    c={c}
    title={c.var.t('ingest.find.title', { address: shown(address) })}
    lead={outlet ? <Foreign>{outlet.name}</Foreign> : undefined}
    above={above(c, outlet)}
    actions={<Button href={newPath(outlet)}>{c.var.t('ingest.find.another')}</Button>}
  >
    {children}
  </DeskPage>
);

const shown = (address: string): string =>
  address
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '')
    .slice(0, 80);

/** One question of a search, with what came of it. */
export const StepLine = ({ c, step }: { c: C; step: Step }) => {
  const { t } = c.var;
  const { result } = step;
  const words =
    result === 'channel'
      ? t('ingest.find.result.channel', { items: step.items })
      : result === 'page' || result === 'nothing'
        ? t(`ingest.find.result.${result}`)
        : t(`sources.outcome.${result}`);
  return (
    <li>
      <Foreign>{shown(step.url)}</Foreign>{' '}
      <Meta items={[t(`ingest.find.why.${step.why}`), result === 'channel' ? <strong>{words}</strong> : words]} />
    </li>
  );
};

export type FoundProps = {
  c: C;
  id: number;
  findings: Findings;
  outlet: ForOutlet | undefined;
  /** The outlet of the register that the address belongs to. */
  known: Outlet | undefined;
  /** The outlet that has a channel at an address already. */
  owners: ReadonlyMap<string, string>;
  typed: Typed;
  errors?: Errors | undefined;
  atlas: Atlas;
  now: Date;
};

/** What a search found, with the form that adds it. */
export const Found = (props: FoundProps) => {
  const { c, id, findings, outlet, known, errors = {} } = props;
  const { t } = c.var;
  const { candidates, trouble, cut, site } = findings;
  const good = candidates.filter(({ score }) => score > 0).length;
  return (
    <section class="flow" id="found" aria-label={t('ingest.find.found', { count: good })}>
      <Notice kind={good > 0 ? 'success' : 'warning'} title={t('ingest.find.found', { count: good })}>
        {trouble && good === 0 ? (
          <p>
            {t(`sources.outcome.${trouble.outcome}`)}
            <br />
            <small class="quiet" lang="en">
              {trouble.detail}
            </small>
          </p>
        ) : null}
        {good === 0 ? <p>{t('ingest.find.none.text')}</p> : null}
        {cut === null ? null : <p>{t(`ingest.find.cut.${cut}`)}</p>}
        {site?.platform ? <p>{t('ingest.find.platform', { name: site.platform })}</p> : null}
      </Notice>
      <Form reader={c.var} action={`/desk/sources/found/${id}${outlet ? `?outlet=${outlet.id}` : ''}`} errors={errors}>
        <fieldset class="panel flow" id="field-channels">
          <legend>{t('ingest.find.channels')}</legend>
          {candidates.map((candidate, place) => (
            <Choice {...props} candidate={candidate} place={place} />
          ))}
          {good === 0 ? (
            <Field
              reader={c.var}
              type="checkbox"
              name="given"
              label={t('ingest.find.given')}
              checked={props.typed.given === '1'}
            />
          ) : null}
        </fieldset>
        {outlet ? null : <Whose {...props} />}
        {outlet ? null : <OutletGuess {...props} />}
        <Field
          reader={c.var}
          type="checkbox"
          name="active"
          label={t('sources.state.active')}
          checked={props.typed.active === '1'}
        />
        <Actions>
          <Button kind="strong">{t('ingest.find.add')}</Button>
          <Button kind="quiet" href={known ? `/desk/sources/outlets/${known.id}` : '/desk/sources'}>
            {t('sources.cancel')}
          </Button>
        </Actions>
      </Form>
    </section>
  );
};

const Choice = ({ c, candidate, place, typed, owners, now }: FoundProps & { candidate: Candidate; place: number }) => {
  const { t } = c.var;
  const { kind, url, title, items, newest, language, reasons, previews } = candidate;
  const owner = owners.get(url);
  return (
    <div class="flow">
      {owner === undefined ? (
        <Field
          reader={c.var}
          type="checkbox"
          name={`channel.${place}`}
          label={`${t(`ingest.find.kind.${kind}`)}: ${title ?? shown(url)}`}
          checked={typed[`channel.${place}`] === '1'}
        />
      ) : (
        <p>
          {t(`ingest.find.kind.${kind}`)}: {title ?? shown(url)} ({t('ingest.find.there', { name: owner })})
        </p>
      )}
      <Meta
        items={[
          <Foreign>{shown(url)}</Foreign>,
          t('ingest.find.items', { count: items }),
          newest === null ? null : (
            <>
              {t('ingest.find.newest')} <Time at={new Date(newest)} reader={c.var} now={now} />
            </>
          ),
          language,
        ]}
      />
      <Meta items={reasons.map((reason) => t(`ingest.find.reason.${reason}`))} />
      {previews.length === 0 ? null : (
        <details open={place === 0}>
          <summary>{t('ingest.find.previews')}</summary>
          <ol>
            {previews.map((preview) => (
              <li>
                <Foreign lang={language ?? undefined}>{preview.title}</Foreign>{' '}
                {preview.published === null ? null : <Time at={new Date(preview.published)} reader={c.var} now={now} />}
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
};

const Whose = ({ c, known, typed }: FoundProps) => {
  const { t, lang } = c.var;
  if (known === undefined) return null;
  return (
    <Field
      reader={c.var}
      type="radios"
      name="whose"
      label={t('ingest.find.outlet')}
      value={typed.whose ?? 'known'}
      options={[
        { value: 'known', label: t('ingest.find.outlet.known', { name: outletName(known, lang) }) },
        { value: 'new', label: t('ingest.find.outlet.new') },
      ]}
    />
  );
};

const OutletGuess = ({ c, typed, errors = {}, atlas, known }: FoundProps) => {
  const { t, lang } = c.var;
  const collator = new Intl.Collator(lang);
  const places = atlas
    .current()
    .map(({ code, validFrom, names }) => ({ value: `${code}@${validFrom}`, label: nameIn(names, lang) }))
    .toSorted((a, b) => collator.compare(a.label, b.label));
  return (
    <fieldset class="panel flow">
      <legend>{known ? t('ingest.find.outlet.new') : t('sources.outlet')}</legend>
      <p class="quiet">{t('ingest.find.guessed')}</p>
      <Field
        reader={c.var}
        name="name"
        label={t('sources.name')}
        value={typed.name}
        error={errors.name}
        required
        maxlength={200}
      />
      <Field
        reader={c.var}
        type="select"
        name="class"
        label={t('sources.class')}
        value={typed.class}
        error={errors.class}
        options={classes.map((value) => ({ value, label: t(`sources.class.${value}`) }))}
      />
      <Field
        reader={c.var}
        type="select"
        name="place"
        label={t('sources.place')}
        value={typed.place ?? ''}
        error={errors.place}
        options={[{ value: '', label: t('sources.no.place') }, ...places]}
      />
      <Field
        reader={c.var}
        name="languages"
        label={t('sources.languages')}
        hint={t('sources.languages.hint')}
        value={typed.languages}
        error={errors.languages}
        maxlength={200}
      />
      <input type="hidden" name="home" value={typed.home ?? ''} />
    </fieldset>
  );
};
