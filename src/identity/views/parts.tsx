import type { PropsWithChildren } from 'hono/jsx';
import { encode } from 'uqr';
import { Field, type Reader } from '../../ui/index.ts';
import type { Errors } from '../form.ts';
import { PASSWORD_LEAST, PASSWORD_MOST } from '../password.ts';

/** The two fields in which a new password is chosen. */
export const PasswordFields = ({ reader, errors }: { reader: Reader; errors?: Errors | undefined }) => (
  <>
    <Field
      reader={reader}
      label={reader.t('identity.password.new')}
      hint={reader.t('identity.password.hint', { least: PASSWORD_LEAST })}
      name="password"
      type="password"
      error={errors?.password}
      autocomplete="new-password"
      minlength={PASSWORD_LEAST}
      maxlength={PASSWORD_MOST}
      required
    />
    <Field
      reader={reader}
      label={reader.t('identity.password.again')}
      name="again"
      type="password"
      error={errors?.again}
      autocomplete="new-password"
      required
    />
  </>
);

/** A part of a page under a heading of its own. */
export const Section = ({ title, children }: PropsWithChildren<{ title: string }>) => (
  <section class="flow">
    <h2>{title}</h2>
    {children}
  </section>
);

/** A text as a QR code, dark on light in either scheme since readers ask for that. */
export const Qr = ({ text, title }: { text: string; title: string }) => {
  const { data, size } = encode(text, { border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((filled, x) => (filled ? [`M${x},${y}h1v1h-1z`] : [])));
  return (
    <svg class="qr" width="224" height="224" viewBox={`0 0 ${size} ${size}`} shape-rendering="crispEdges" role="img">
      <title>{title}</title>
      <rect width={size} height={size} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
};
