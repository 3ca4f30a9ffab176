import type { PropsWithChildren } from 'hono/jsx';
import { fieldId } from './field.tsx';
import { classes, safeHref } from './link.ts';
import type { Reader } from './reader.ts';

type FormProps = PropsWithChildren<{
  reader: Reader;
  action: string;
  method?: 'post' | 'get' | undefined;
  /** Errors by field name; `''` holds one of the whole form. They stand together above it, each leading to its field. */
  errors?: Readonly<Record<string, string>> | undefined;
  /** True when the form carries files. */
  files?: boolean | undefined;
  /** Fields in a row rather than a column (one or two of them, with the button). */
  inline?: boolean | undefined;
  label?: string | undefined;
}>;

/**
 * A form with its error summary. The browser's own checks are left to the server's words (`novalidate`)
 * once it has answered, so that a person is told everything at once.
 */
export const Form = ({ reader, action, method = 'post', errors = {}, files, inline, label, children }: FormProps) => {
  const found = Object.entries(errors);
  return (
    <form
      class={classes('form', inline && 'form-inline')}
      action={safeHref(action)}
      method={method}
      enctype={files ? 'multipart/form-data' : undefined}
      novalidate={found.length > 0}
      aria-label={label}
    >
      {found.length > 0 ? <Summary reader={reader} found={found} /> : null}
      {children}
    </form>
  );
};

/** What is wrong; the error of the whole form alone is a sentence, several are a list. */
const Summary = ({ reader, found }: { reader: Reader; found: readonly [string, string][] }) => {
  const whole = found.length === 1 && found[0]?.[0] === '' ? found[0][1] : undefined;
  return (
    <div class="notice notice-error summary" role="alert" tabindex={-1} data-focus="">
      <p class="notice-title">{whole ?? reader.t('ui.form.errors', { count: found.length })}</p>
      {whole === undefined ? (
        <ul>
          {found.map(([name, message]) => (
            <li>{name === '' ? message : <a href={`#${fieldId(name)}`}>{message}</a>}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
};

/** The foot of a form: its buttons, the strong one first. */
export const Actions = ({ children }: PropsWithChildren) => <div class="actions">{children}</div>;

type DialogProps = PropsWithChildren<{
  reader: Reader;
  /** A Button with `opens={id}` opens it. */
  id: string;
  title: string;
}>;

/** A native dialog over the page, opened without script (popover); Escape or its close button shuts it. */
export const Dialog = ({ reader, id, title, children }: DialogProps) => (
  <dialog class="dialog" id={id} popover="auto" aria-labelledby={`${id}-title`}>
    <div class="dialog-head">
      <h2 id={`${id}-title`}>{title}</h2>
      <button type="button" class="button button-quiet" popovertarget={id} popovertargetaction="hide">
        {reader.t('ui.close')}
      </button>
    </div>
    {children}
  </dialog>
);
