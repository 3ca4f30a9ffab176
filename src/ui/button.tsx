import type { PropsWithChildren } from 'hono/jsx';
import { classes, safeHref } from './link.ts';

/** `strong` the one step a page is for · `plain` others · `quiet` inside tables and bars · `danger` what cannot be undone. */
type ButtonKind = 'strong' | 'plain' | 'quiet' | 'danger';

type ButtonProps = PropsWithChildren<{
  kind?: ButtonKind | undefined;
  /** Makes it a link that looks like a button. */
  href?: string | undefined;
  type?: 'submit' | 'button' | undefined;
  name?: string | undefined;
  value?: string | undefined;
  /** Another address for the form it stands in. */
  formaction?: string | undefined;
  formmethod?: 'get' | 'post' | undefined;
  /** The id of a Dialog to open. */
  opens?: string | undefined;
  disabled?: boolean | undefined;
  /** A name for screen readers, where the words alone say too little ("Edit"). */
  label?: string | undefined;
  /** A key that presses it: `e`. */
  keys?: string | undefined;
}>;

/** A button, or with `href` a link that looks like one. */
export const Button = ({ kind = 'plain', href, type, opens, label, keys, children, ...rest }: ButtonProps) => {
  const look = classes('button', kind !== 'plain' && `button-${kind}`);
  if (href !== undefined)
    return (
      <a class={look} href={safeHref(href)} aria-label={label} data-keys={keys}>
        {children}
      </a>
    );
  return (
    <button
      class={look}
      type={opens ? 'button' : (type ?? 'submit')}
      popovertarget={opens}
      aria-label={label}
      data-keys={keys}
      {...rest}
    >
      {children}
    </button>
  );
};
