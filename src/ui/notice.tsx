import type { PropsWithChildren } from 'hono/jsx';
import type { Reader } from './reader.ts';
import { Sign } from './sign.tsx';

export type NoticeKind = 'info' | 'success' | 'warning' | 'error';

/** Something to know. An error says what happened, what was kept and what to do, in `children`. */
export const Notice = ({
  kind = 'info',
  title,
  children,
}: PropsWithChildren<{ kind?: NoticeKind | undefined; title?: string | undefined }>) => (
  <div class={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
    {title ? <p class="notice-title">{title}</p> : null}
    {children ? <div class="notice-body">{children}</div> : null}
  </div>
);

/** Nothing is here: a sentence that says why, and in `children` the next step (a Button). */
export const Empty = ({ title, text, children }: PropsWithChildren<{ title: string; text?: string | undefined }>) => (
  <div class="empty">
    <Sign size={56} />
    <p class="empty-title">{title}</p>
    {text ? <p class="empty-text">{text}</p> : null}
    {children ? <div class="actions">{children}</div> : null}
  </div>
);

/** Lines that stand where something is awaited. */
export const Loading = ({ reader, lines = 3 }: { reader: Reader; lines?: number | undefined }) => (
  <div class="loading" role="status">
    <span class="unseen">{reader.t('ui.loading')}</span>
    {Array.from({ length: lines }, () => (
      <span class="loading-line" aria-hidden="true" />
    ))}
  </div>
);
