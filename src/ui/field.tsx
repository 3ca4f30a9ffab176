import type { Child } from 'hono/jsx';
import { classes } from './link.ts';
import type { Reader } from './reader.ts';

/** One choice of a select, a group of radios or a datalist. */
type Option = { value: string; label: string; disabled?: boolean | undefined };

type Common = {
  reader: Reader;
  label: string;
  name: string;
  hint?: string | undefined;
  /** What is wrong, in a sentence that says how to mend it. */
  error?: string | undefined;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
  autofocus?: boolean | undefined;
  /** The language of what is typed, where it is not the page's. */
  lang?: string | undefined;
  /** Keeps the label for screen readers only (filters, search). */
  unseenLabel?: boolean | undefined;
  /** Sets the id, where two forms of a page have a field of the same name. */
  id?: string | undefined;
};

type Line = Common & {
  type?:
    | 'text'
    | 'email'
    | 'url'
    | 'password'
    | 'search'
    | 'tel'
    | 'number'
    | 'date'
    | 'time'
    | 'datetime-local'
    | undefined;
  value?: string | number | undefined;
  placeholder?: string | undefined;
  autocomplete?: string | undefined;
  inputmode?: 'text' | 'numeric' | 'decimal' | 'email' | 'url' | undefined;
  pattern?: string | undefined;
  min?: string | number | undefined;
  max?: string | number | undefined;
  step?: string | number | undefined;
  minlength?: number | undefined;
  maxlength?: number | undefined;
  /** Words offered while typing. */
  suggestions?: readonly string[] | undefined;
};
type Area = Common & {
  type: 'textarea';
  value?: string | undefined;
  rows?: number | undefined;
  maxlength?: number | undefined;
};
type Select = Common & { type: 'select'; value?: string | undefined; options: readonly Option[] };
type Radios = Common & { type: 'radios'; value?: string | undefined; options: readonly Option[] };
type Checkbox = Common & { type: 'checkbox'; value?: string | undefined; checked?: boolean | undefined };
type File = Common & { type: 'file'; accept?: string | undefined; multiple?: boolean | undefined };

export type FieldProps = Line | Area | Select | Radios | Checkbox | File;

/** The id of the control of a field, for the links of an error summary. */
export const fieldId = (name: string): string => `f-${name.replace(/[^\w-]/g, '-')}`;

/**
 * A labelled control with hint and error. What was typed comes back through `value` (and `checked`),
 * so that a form that fails keeps it; passwords and files are never sent back.
 */
export const Field = (props: FieldProps) => {
  const { reader, label, name, hint, error, required, disabled, autofocus, lang, unseenLabel } = props;
  const id = props.id ?? fieldId(name);
  const described = classes(hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`);
  const control = {
    id,
    name,
    required,
    disabled,
    autofocus,
    lang,
    'aria-describedby': described || undefined,
    'aria-invalid': error === undefined ? undefined : ('true' as const),
  };
  const words = (
    <>
      {label}
      {required || props.type === 'checkbox' || unseenLabel ? null : (
        <span class="optional"> {reader.t('ui.optional')}</span>
      )}
    </>
  );
  const notes = (
    <>
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error === undefined ? null : (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  );
  const look = classes('field', `field-${props.type ?? 'text'}`, error !== undefined && 'field-wrong');

  if (props.type === 'radios')
    return (
      <fieldset class={look} id={id} aria-describedby={described || undefined} disabled={disabled}>
        <legend class={unseenLabel ? 'unseen' : 'label'}>{words}</legend>
        {notes}
        {props.options.map((option) => (
          <label class="choice">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === props.value}
              required={required}
              disabled={option.disabled}
              aria-invalid={control['aria-invalid']}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </fieldset>
    );
  if (props.type === 'checkbox')
    return (
      <div class={look}>
        <label class="choice" for={id}>
          <input {...control} type="checkbox" value={props.value ?? '1'} checked={props.checked} />
          <span>{words}</span>
        </label>
        {notes}
      </div>
    );
  return (
    <div class={look}>
      <label class={unseenLabel ? 'unseen' : 'label'} for={id}>
        {words}
      </label>
      {notes}
      {input(props, control)}
    </div>
  );
};

function input(props: Line | Area | Select | File, control: Record<string, unknown> & { id: string }): Child {
  if (props.type === 'textarea')
    return (
      <textarea {...control} rows={props.rows ?? 5} maxlength={props.maxlength}>
        {props.value ?? ''}
      </textarea>
    );
  if (props.type === 'select')
    return (
      <select {...control}>
        {props.options.map((option) => (
          <option value={option.value} selected={option.value === (props.value ?? '')} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    );
  if (props.type === 'file') return <input {...control} type="file" accept={props.accept} multiple={props.multiple} />;
  const {
    type = 'text',
    value,
    suggestions,
    placeholder,
    autocomplete,
    inputmode,
    pattern,
    min,
    max,
    step,
    minlength,
    maxlength,
  } = props;
  const list = suggestions ? `${control.id}-list` : undefined;
  return (
    <>
      <input
        {...control}
        {...{ type, placeholder, autocomplete, inputmode, pattern, min, max, step, minlength, maxlength, list }}
        value={type === 'password' ? undefined : value}
      />
      {suggestions ? (
        <datalist id={list}>
          {suggestions.map((word) => (
            <option value={word} />
          ))}
        </datalist>
      ) : null}
    </>
  );
}
