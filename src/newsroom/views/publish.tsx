import type { Context } from 'hono';
import { can, type DeskEnv } from '../../identity/index.ts';
import { slug as slugOf } from '../../language/index.ts';
import type { Label } from '../../platform/index.ts';
import { Actions, Button, Field, Form, Notice, type Reader, Tag, Time } from '../../ui/index.ts';
import { textPath } from '../address.ts';
import type { Check, Verdict } from '../checks.ts';
import { addressOf, type Desk, type House } from '../desk/house.ts';
import type { Revision } from '../revision.ts';
import type { Release } from '../store/published.ts';
import { TextPage } from './frame.tsx';

type PublishPageProps = {
  c: Context<DeskEnv>;
  house: House;
  desk: Desk;
  revision: Revision;
  checks: readonly Check[];
  releases: readonly Release[];
  typed?: Readonly<Record<string, string>>;
  /** By the name of the deed whose form was wrong, then by field. */
  errors?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  flash?: unknown;
};

/** Where a text is given to the public, and taken back: what is looked at first, what may be done, what was done. */
export const PublishPage = (props: PublishPageProps) => {
  const { c, house, desk, revision, releases, flash } = props;
  const { t, service } = c.var;
  const reader = { t, service };
  const { text, may } = desk;
  const mayDecide = can(c.var.person, 'article.publish', text.article.organisationId);
  return (
    <TextPage c={c} house={house} desk={desk} title={revision.title} view="publish" flash={flash as never}>
      <div class="beside beside-narrow">
        <div class="publishing">
          <section class="panel" aria-labelledby="standing">
            <h2 id="standing">{t('newsroom.standing')}</h2>
            <p>
              {t(`newsroom.standing.${text.state}`)}
              {text.state === 'published' ? (
                <>
                  {' '}
                  <a href={textPath(text)}>{textPath(text)}</a>
                </>
              ) : null}
            </p>
          </section>
          {may.has('publish') || may.has('correct') || may.has('restore') ? (
            <Decide {...props} reader={reader} />
          ) : null}
          {may.has('submit') ? (
            <Deed {...props} reader={reader} deed="submit">
              <p>{t('newsroom.submit.text')}</p>
              <Actions>
                <Button kind={mayDecide ? 'plain' : 'strong'}>{t('newsroom.submit')}</Button>
              </Actions>
            </Deed>
          ) : null}
          {may.has('recall') && !mayDecide ? (
            <Deed {...props} reader={reader} deed="recall">
              <Actions>
                <Button>{t('newsroom.recall')}</Button>
              </Actions>
            </Deed>
          ) : null}
          {may.has('return') ? (
            <Deed {...props} reader={reader} deed="return">
              <Note {...props} reader={reader} deed="return" hint={t('newsroom.return.hint')} />
              <Actions>
                <Button>{t('newsroom.return')}</Button>
              </Actions>
            </Deed>
          ) : null}
          {may.has('withdraw') ? (
            <details class="panel" open={props.errors?.withdraw !== undefined}>
              <summary>
                <h2>{t('newsroom.withdraw')}</h2>
              </summary>
              <Deed {...props} reader={reader} deed="withdraw" bare>
                <p>{t('newsroom.withdraw.text')}</p>
                <Note {...props} reader={reader} deed="withdraw" hint={t('newsroom.withdraw.hint')} />
                <Actions>
                  <Button kind="danger">{t('newsroom.withdraw')}</Button>
                </Actions>
              </Deed>
            </details>
          ) : null}
        </div>
        <Past reader={reader} house={house} releases={releases} />
      </div>
    </TextPage>
  );
};

type Inner = PublishPageProps & { reader: Reader };

const Decide = (props: Inner) => {
  const { reader, desk, revision, checks, typed = {}, errors = {} } = props;
  const { t } = reader;
  const { may, text } = desk;
  const deed = may.has('publish') ? 'publish' : may.has('correct') ? 'correct' : 'restore';
  const stopped = checks.some(({ verdict }) => verdict === 'stop');
  return (
    <section class="panel" aria-labelledby="checks">
      <h2 id="checks">{t('newsroom.checks')}</h2>
      <ul class="checks">
        {checks.map(({ name, verdict }) => (
          <li class={`check check-${verdict}`}>
            <Tag tone={verdict === 'pass' ? 'jade' : verdict === 'stop' ? 'lacquer' : 'gold'}>
              {t(`newsroom.verdict.${verdict}`)}
            </Tag>{' '}
            {verdict === 'pass' ? t(`newsroom.check.${name}`) : t(checkLabel(name, verdict))}
          </li>
        ))}
      </ul>
      {may.has('approve') ? (
        <form method="post" action={addressOf(text, 'approve')}>
          <Button>{t('newsroom.approve')}</Button>
        </form>
      ) : null}
      {stopped ? (
        <Notice kind="warning">
          <p>
            {t('newsroom.checks.stopped')} <a href={addressOf(text)}>{t('newsroom.view.write')}</a>
          </p>
        </Notice>
      ) : (
        <Form reader={reader} action={addressOf(text, deed)} errors={errors[deed]}>
          <input type="hidden" name="revision" value={String(revision.id)} />
          {deed === 'publish' ? (
            <Field
              reader={reader}
              name="slug"
              label={t('newsroom.slug')}
              hint={t('newsroom.slug.hint')}
              value={typed.slug ?? (text.slug || slugOf(revision.title))}
              error={errors[deed]?.slug}
              maxlength={80}
            />
          ) : (
            <Note
              {...props}
              deed={deed}
              hint={t(deed === 'correct' ? 'newsroom.correct.hint' : 'newsroom.restore.hint')}
            />
          )}
          {checks.some(({ verdict }) => verdict === 'confirm') ? (
            <Field
              reader={reader}
              type="checkbox"
              name="confirmed"
              label={t('newsroom.confirm')}
              error={errors[deed]?.confirmed}
            />
          ) : null}
          <div class="actions">
            <Button kind="strong">{t(`newsroom.${deed}`)}</Button>
          </div>
        </Form>
      )}
    </section>
  );
};

const checkLabel = (name: Check['name'], verdict: Verdict): Label =>
  (verdict === 'pass' ? `newsroom.check.${name}` : `newsroom.check.${name}.${verdict}`) as Label;

type DeedName = 'submit' | 'recall' | 'return' | 'withdraw' | 'correct' | 'restore';

const Deed = ({
  desk,
  reader,
  errors,
  deed,
  bare,
  children,
}: Inner & { deed: DeedName; bare?: boolean; children?: unknown }) => (
  <div class={bare ? undefined : 'panel'}>
    <Form reader={reader} action={addressOf(desk.text, deed)} errors={errors?.[deed]}>
      {children as never}
    </Form>
  </div>
);

const Note = ({ reader, typed, errors, deed, hint }: Inner & { deed: DeedName; hint: string }) => (
  <Field
    reader={reader}
    type="textarea"
    name="note"
    id={`note-${deed}`}
    rows={2}
    label={reader.t(deed === 'return' ? 'newsroom.note-to-author' : 'newsroom.public-note')}
    hint={hint}
    value={errors?.[deed] ? typed?.note : undefined}
    error={errors?.[deed]?.note}
    maxlength={1000}
    required={deed !== 'return' && deed !== 'restore'}
  />
);

const Past = ({ reader, house, releases }: { reader: Reader; house: House; releases: readonly Release[] }) => {
  const { t } = reader;
  return (
    <section aria-labelledby="past">
      <h2 id="past">{t('newsroom.past')}</h2>
      {releases.length === 0 ? <p class="quiet">{t('newsroom.past.none')}</p> : null}
      <ol class="past">
        {releases.map((release) => (
          <li>
            <strong>{t(`newsroom.deed.${release.deed}`)}</strong>
            <span class="quiet">
              {' '}
              <Time at={release.at} reader={reader} now={house.clock()} /> · <bdi>{release.by}</bdi> ·{' '}
              {t('newsroom.revision.number', { number: release.number })}
            </span>
            {release.note === '' ? null : <p>{release.note}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
};
