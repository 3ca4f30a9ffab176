import type { Context } from 'hono';
import type { DeskEnv } from '../../identity/index.ts';
import { needsOf } from '../needs.ts';
import type { Surveyed } from '../survey.ts';
import { OutletName, outletPath } from './parts.tsx';

const namedOutlets = 3;
const shownNeeds = 4;

/** What needs a person today, in words, each leading to the outlets that it is about. */
export const Needs = ({ c, now, surveyed }: { c: Context<DeskEnv>; now: Date; surveyed: readonly Surveyed[] }) => {
  const { t } = c.var;
  const found = needsOf(surveyed, now);
  const rest = found.slice(shownNeeds);
  return (
    <section class="panel needs">
      <h2>{t('sources.needs')}</h2>
      {found.length === 0 ? <p>{t('sources.needs.none')}</p> : <NeedList c={c} found={found.slice(0, shownNeeds)} />}
      {rest.length === 0 ? null : (
        <details class="flow">
          <summary>{t('sources.needs.rest', { count: rest.length })}</summary>
          <NeedList c={c} found={rest} />
        </details>
      )}
    </section>
  );
};

const NeedList = ({ c, found }: { c: Context<DeskEnv>; found: ReturnType<typeof needsOf> }) => {
  const { t, lang } = c.var;
  return (
    <ol>
      {found.map(({ need, outlets }) => (
        <li>
          <p>
            <a class="need" href={`/desk/sources/outlets?need=${need}`}>
              {t(`sources.need.${need}`, { count: outlets.length })}
            </a>
            {': '}
            {outlets.slice(0, namedOutlets).map((outlet, place) => (
              <>
                {place > 0 ? ', ' : null}
                <a class="quiet-link" href={outletPath(outlet.id)}>
                  <OutletName outlet={outlet} lang={lang} />
                </a>
              </>
            ))}
            {outlets.length > namedOutlets
              ? ` ${t('sources.needs.more', { count: outlets.length - namedOutlets })}`
              : null}
          </p>
          <p class="hint">{t(`sources.need.${need}.do`)}</p>
        </li>
      ))}
    </ol>
  );
};
