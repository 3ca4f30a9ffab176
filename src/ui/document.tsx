import { raw } from 'hono/html';
import type { Child, PropsWithChildren } from 'hono/jsx';
import { asset } from '../platform/index.ts';
import type { Reader } from './reader.ts';

/** The reader's choice of light or dark; `auto` follows the system. */
export type Scheme = 'auto' | 'light' | 'dark';

type DocumentProps = PropsWithChildren<{
  reader: Reader;
  title: string;
  style: 'portal.css' | 'desk.css';
  scheme?: Scheme | undefined;
  head?: Child;
}>;

/** What every page has: language, direction, scheme, style sheet, the first font file, the icon. */
export const Document = ({ reader, title, style, scheme = 'auto', head, children }: DocumentProps) => (
  <>
    {raw('<!doctype html>')}
    <html lang={reader.service.lang} dir={reader.service.dir} data-scheme={scheme === 'auto' ? undefined : scheme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="stylesheet" href={asset(style)} />
        <link
          rel="preload"
          href={asset('be-vietnam-pro-400.woff2')}
          as="font"
          type="font/woff2"
          crossorigin="anonymous"
        />
        <link rel="icon" href={asset('favicon.svg')} type="image/svg+xml" />
        <meta name="color-scheme" content={scheme === 'auto' ? 'light dark' : scheme} />
        {head}
      </head>
      <body class={style === 'portal.css' ? 'portal' : undefined}>
        <a class="skip" href="#main">
          {reader.t('ui.skip')}
        </a>
        {children}
      </body>
    </html>
  </>
);
