import type { Child, PropsWithChildren } from 'hono/jsx';
import { Button } from './button.tsx';
import { Document, type Scheme } from './document.tsx';
import type { Reader } from './reader.ts';
import { Sign } from './sign.tsx';

type PlainPageProps = PropsWithChildren<{
  reader: Reader;
  title: string;
  scheme?: Scheme | undefined;
  /** Where the sign leads. */
  home?: string | undefined;
  /** A word above the title. */
  kicker?: Child;
  /** A line under the title. */
  lead?: Child;
  /** Under the sheet: other ways to go on. */
  foot?: Child;
  demonstration?: boolean | undefined;
}>;

/** One sheet in the middle: signing in, first start, errors. */
export const PlainPage = ({
  reader,
  title,
  kicker,
  scheme,
  home = '/',
  lead,
  foot,
  demonstration,
  children,
}: PlainPageProps) => (
  <Document
    reader={reader}
    title={`${title} · ${reader.t('app.name')}`}
    style="desk.css"
    scheme={scheme}
    head={<meta name="robots" content="noindex" />}
  >
    <div class="plain">
      <header>
        <a class="plain-name" href={home}>
          <Sign size={44} />
          <span lang="vi">{reader.t('app.name')}</span>
        </a>
      </header>
      <main id="main" class="sheet" tabindex={-1}>
        {kicker ? <p class="sheet-kicker">{kicker}</p> : null}
        <h1>{title}</h1>
        {lead ? <p class="sheet-lead">{lead}</p> : null}
        {children}
      </main>
      {foot || demonstration ? (
        <footer class="plain-foot">
          {foot}
          {demonstration ? <p>{reader.t('app.demonstration')}</p> : null}
        </footer>
      ) : null}
    </div>
  </Document>
);

/** `401` sign in first · `403` not allowed · `404` not found · `410` withdrawn · `429` too often · `500` our mistake · `503` resting. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 410 | 413 | 429 | 500 | 503;

type ErrorPageProps = PropsWithChildren<{
  reader: Reader;
  status: ErrorStatus;
  /** What happened in this very case, where it is known. */
  detail?: string | undefined;
  /** Where to go on; the front page in the reader's language when it is left out. */
  home?: string | undefined;
  /** To be told to whoever runs the portal. */
  requestId?: string | undefined;
}>;

/** What happened, what was kept and what to do, for a status. `children` adds further steps (Buttons). */
export const ErrorPage = ({ reader, status, detail, home, requestId, children }: ErrorPageProps) => {
  const { t, service } = reader;
  const front = home ?? `/${service.lang}`;
  return (
    <PlainPage
      reader={reader}
      title={t(`ui.error.${status}`)}
      home={front}
      kicker={status}
      lead={detail ?? t(`ui.error.${status}.next`)}
      foot={
        requestId ? (
          <>
            {t('ui.error.id')} <code>{requestId}</code>
          </>
        ) : undefined
      }
    >
      <div class="actions">
        {children}
        <Button href={front} kind={children ? 'plain' : 'strong'}>
          {t('ui.error.home')}
        </Button>
      </div>
    </PlainPage>
  );
};
