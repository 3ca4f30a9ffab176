import type { Context } from 'hono';
import type { DeskEnv } from '../../identity/index.ts';
import type { Channel } from '../../sources/index.ts';
import { Button, Field, Form } from '../../ui/index.ts';
import { pickerPath } from './picker.tsx';

/** On the page of an outlet: where choosing a list begins. */
export const PickerPanel = ({ c, outletId }: { c: Context<DeskEnv>; outletId: number }) => {
  const { t } = c.var;
  return (
    <section class="panel">
      <Form reader={c.var} action={pickerPath(outletId)} method="get" inline label={t('ingest.picker.panel')}>
        <Field
          reader={c.var}
          id="listing-address"
          name="url"
          inputmode="url"
          label={t('ingest.picker.panel')}
          hint={t('ingest.picker.address.hint')}
          required
          maxlength={2_000}
          placeholder="https://"
        />
        <Button>{t('ingest.picker.again')}</Button>
      </Form>
    </section>
  );
};

/** Beside a channel that reads a list: choosing it anew. */
export const ChooseAgain = ({
  c,
  channel,
}: {
  c: Context<DeskEnv>;
  channel: Pick<Channel, 'id' | 'kind' | 'outletId' | 'url'>;
}) =>
  channel.kind === 'listing' ? (
    <Button
      kind="quiet"
      href={`${pickerPath(channel.outletId)}?channel=${channel.id}`}
      label={c.var.t('ingest.picker.again.label', { url: channel.url })}
    >
      {c.var.t('ingest.picker.again')}
    </Button>
  ) : null;
