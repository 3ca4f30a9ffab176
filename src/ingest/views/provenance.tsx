import type { Child } from 'hono/jsx';
import { outletName } from '../../sources/index.ts';
import { Foreign, safeHref, Time } from '../../ui/index.ts';
import { creditsIn } from '../credit.ts';
import type { Item } from '../item.ts';
import type { State } from '../store/history.ts';
import type { ItemPageProps } from './item.tsx';

/** Who wrote an item first and who carries it, with everything that says so. */
export const Provenance = (props: ItemPageProps & { item: State }) => {
  const { c, states, kin, related, item } = props;
  const { t } = c.var;
  // A withdrawn state has no text; what it said before tells where it came from.
  const told = states.findLast(({ text }) => text !== '') ?? item;
  const credits = creditsIn(told.text);
  const source = kin?.copyOf == null ? undefined : related.get(kin.copyOf);
  const copies = (kin?.copies ?? []).flatMap((id) => related.get(id) ?? []);
  const says: Child[] = [
    ...(source ? [<Other {...props} other={source} words={t('ingest.from.copy')} />] : []),
    ...(item.source && (item.source.title || item.source.link) ? [<Named {...props} source={item.source} />] : []),
    ...(item.elsewhere === null
      ? []
      : [
          <>
            {t('ingest.from.elsewhere')} <Foreign>{item.elsewhere}</Foreign>
          </>,
        ]),
    ...credits.map(({ name, quote }) => (
      <>
        {t('ingest.from.credit')} <Foreign lang={told.lang}>{name}</Foreign> — <q lang={told.lang}>{quote}</q>
      </>
    )),
    ...(item.twin === null ? [] : [<Other {...props} other={related.get(item.twin)} words={t('ingest.from.twin')} />]),
  ];
  return (
    <section class="panel" aria-labelledby="from">
      <h2 id="from">{t('ingest.from')}</h2>
      <p>{t(`ingest.from.verdict.${verdict(says.length > 0, source !== undefined, copies.length > 0)}`)}</p>
      {says.length === 0 ? null : (
        <ul>
          {says.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      )}
      {copies.length === 0 ? null : (
        <details>
          <summary>{t('ingest.from.copies', { count: kin?.copies.length ?? 0 })}</summary>
          <ul>
            {copies.map((copy) => (
              <li>
                <Other {...props} other={copy} words="" />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};

/** Time alone says who was first among those that are read here; the words of an item may say that somebody else was. */
function verdict(says: boolean, repeats: boolean, carried: boolean) {
  if (repeats) return 'copy';
  if (says) return carried ? 'first-but-taken' : 'taken';
  return carried ? 'first' : 'own';
}

const Other = ({ c, now, outlets, other, words }: ItemPageProps & { other: Item | undefined; words: string }) => {
  if (!other) return <>{words}</>;
  const outlet = outlets.get(other.outletId);
  return (
    <>
      {words} <Foreign>{outlet ? outletName(outlet, c.var.lang) : ''}</Foreign>:{' '}
      <a href={`/desk/items/${other.firstId}`}>
        <Foreign lang={other.lang}>{other.title}</Foreign>
      </a>
      {', '}
      <Time at={other.published} reader={c.var} now={now} />
    </>
  );
};

const Named = ({ c, source }: ItemPageProps & { source: NonNullable<Item['source']> }) => {
  const link = safeHref(source.link);
  const name = <Foreign>{source.title ?? source.link ?? ''}</Foreign>;
  return (
    <>
      {c.var.t('ingest.from.source')}{' '}
      {link ? (
        <a href={link} rel="noreferrer">
          {name}
        </a>
      ) : (
        name
      )}
    </>
  );
};
