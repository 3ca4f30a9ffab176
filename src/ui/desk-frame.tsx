import type { Child, PropsWithChildren } from 'hono/jsx';
import { asset, type Service } from '../platform/index.ts';
import { Document, type Scheme } from './document.tsx';
import { type NavLink, safeHref } from './link.ts';
import type { Reader } from './reader.ts';
import { Sign } from './sign.tsx';

/** An entry of the side navigation; `keys` as `g s` go there. Entries of one `group` stand together under its name. */
export type NavEntry = NavLink & { keys?: string | undefined; group?: string | undefined; count?: number | undefined };

export type DeskFrameProps = PropsWithChildren<{
  reader: Reader;
  title: string;
  nav: readonly NavEntry[];
  person: { name: string; organisation: string; role: string; links: readonly NavLink[]; signOut: string };
  languages: readonly Pick<Service, 'lang' | 'name'>[];
  scheme: Scheme;
  /** The address of this page: where the person comes back to after changing language or scheme. */
  address: string;
  /** What the last step said (Notice), shown above all else. */
  flash?: Child;
  /** Where this page stands: the pages above it. */
  above?: readonly NavLink[] | undefined;
  /** Buttons beside the title. */
  actions?: Child;
  /** A line under the title: Meta, or a sentence. */
  lead?: Child;
  /** Where the search box leads; left out, there is none. */
  search?: { action: string; value?: string | undefined } | undefined;
  demonstration: boolean;
  head?: Child;
}>;

/** A page of the desk: top bar, side navigation, main. Everything works without its script. */
export const DeskFrame = (props: DeskFrameProps) => {
  const { reader, title, nav, above = [], flash, actions, lead, search, demonstration, children } = props;
  const { t } = reader;
  return (
    <Document
      reader={reader}
      title={`${title} · ${t('app.name')}`}
      style="desk.css"
      scheme={props.scheme}
      head={
        <>
          <meta name="robots" content="noindex" />
          <script type="module" src={asset('desk.js')} />
          {props.head}
        </>
      }
    >
      <header class="bar">
        <a class="bar-name" href="/desk">
          <Sign size={24} />
          <span lang="vi">{t('app.name')}</span>
        </a>
        {demonstration ? <span class="bar-demonstration">{t('ui.demonstration')}</span> : null}
        {search ? (
          <search class="bar-search">
            <form action={safeHref(search.action)} method="get">
              <label class="unseen" for="search">
                {t('ui.search')}
              </label>
              <input
                id="search"
                type="search"
                name="q"
                value={search.value}
                placeholder={t('ui.search')}
                data-keys="/"
              />
            </form>
          </search>
        ) : null}
        <button type="button" class="button button-quiet bar-keys" popovertarget="keys" aria-label={t('ui.keys')}>
          <kbd>?</kbd>
        </button>
        <PersonMenu {...props} />
      </header>
      <nav class="side" aria-label={t('ui.navigation')}>
        {groups(nav).map(([group, entries]) => (
          <>
            {group ? <p class="side-group">{group}</p> : null}
            <ul>
              {entries.map((entry) => (
                <li>
                  <a
                    href={safeHref(entry.href)}
                    aria-current={entry.current ? 'page' : undefined}
                    data-keys={entry.keys}
                    aria-keyshortcuts={entry.keys}
                  >
                    <span>{entry.label}</span>
                    {entry.count === undefined ? null : <span class="side-count">{entry.count}</span>}
                  </a>
                </li>
              ))}
            </ul>
          </>
        ))}
      </nav>
      <main id="main" class="desk" tabindex={-1}>
        {flash ? <div class="flash">{flash}</div> : null}
        <header class="desk-head">
          {above.length > 0 ? (
            <nav class="above" aria-label={t('ui.above')}>
              <ol>
                {above.map((link) => (
                  <li>
                    <a href={safeHref(link.href)}>{link.label}</a>
                  </li>
                ))}
              </ol>
            </nav>
          ) : null}
          <h1>{title}</h1>
          {actions ? <div class="actions">{actions}</div> : null}
          {lead ? <div class="desk-lead">{lead}</div> : null}
        </header>
        {children}
      </main>
      <Keys reader={reader} nav={nav} />
    </Document>
  );
};

const PersonMenu = ({ reader, person, languages, scheme, address }: DeskFrameProps) => {
  const { t, service } = reader;
  const schemes = [
    ['auto', t('ui.scheme.auto')],
    ['light', t('ui.scheme.light')],
    ['dark', t('ui.scheme.dark')],
  ] as const;
  return (
    <>
      <button type="button" class="button button-quiet bar-person" popovertarget="person">
        <bdi>{person.name}</bdi>
      </button>
      <div class="menu" id="person" popover="auto">
        <p class="menu-person">
          <strong>
            <bdi>{person.name}</bdi>
          </strong>
          <br />
          <bdi>{person.organisation}</bdi> · {person.role}
        </p>
        <ul>
          {person.links.map((link) => (
            <li>
              <a href={safeHref(link.href)}>{link.label}</a>
            </li>
          ))}
        </ul>
        <form class="menu-choice" method="post" action="/preferences">
          <input type="hidden" name="back" value={address} />
          <fieldset>
            <legend>{t('ui.language')}</legend>
            {languages.map(({ lang, name }) => (
              <button
                type="submit"
                name="lang"
                value={lang}
                lang={lang}
                aria-pressed={lang === service.lang ? 'true' : 'false'}
              >
                {name}
              </button>
            ))}
          </fieldset>
          <fieldset>
            <legend>{t('ui.scheme')}</legend>
            {schemes.map(([value, label]) => (
              <button type="submit" name="scheme" value={value} aria-pressed={value === scheme ? 'true' : 'false'}>
                {label}
              </button>
            ))}
          </fieldset>
        </form>
        <form method="post" action={safeHref(person.signOut)}>
          <button type="submit" class="button">
            {t('ui.signOut')}
          </button>
        </form>
      </div>
    </>
  );
};

const Keys = ({ reader, nav }: { reader: Reader; nav: readonly NavEntry[] }) => {
  const { t } = reader;
  const general = [
    ['j', t('ui.keys.next')],
    ['k', t('ui.keys.previous')],
    ['Enter', t('ui.keys.open')],
    ['e', t('ui.keys.edit')],
    ['x', t('ui.keys.pick')],
    ['/', t('ui.keys.search')],
    ['Esc', t('ui.keys.close')],
    ['?', t('ui.keys.help')],
  ] as const;
  const going = nav.flatMap((entry) => (entry.keys ? [[entry.keys, entry.label] as const] : []));
  return (
    <dialog class="dialog" id="keys" popover="auto" aria-labelledby="keys-title">
      <div class="dialog-head">
        <h2 id="keys-title">{t('ui.keys')}</h2>
        <button type="button" class="button button-quiet" popovertarget="keys" popovertargetaction="hide">
          {t('ui.close')}
        </button>
      </div>
      <dl class="keys">
        {[...general, ...going].map(([keys, what]) => (
          <div>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
};

/** Entries of one group that stand one after another. */
function groups(nav: readonly NavEntry[]): [string | undefined, NavEntry[]][] {
  const found: [string | undefined, NavEntry[]][] = [];
  for (const entry of nav) {
    const last = found.at(-1);
    if (last && last[0] === entry.group) last[1].push(entry);
    else found.push([entry.group, [entry]]);
  }
  return found;
}
