import type { Context } from 'hono';
import { type DeskEnv, DeskPage } from '../../identity/index.ts';
import { type Channel, type Outlet, outletName, outletPath } from '../../sources/index.ts';
import { Actions, Button, Field, Foreign, Form } from '../../ui/index.ts';
import { choosable } from '../kinds/choosable.ts';

type ReadingPageProps = {
  c: Context<DeskEnv>;
  outlet: Outlet;
  channel: Channel;
  typed: { kind: string; api: string };
  errors?: Readonly<Record<string, string>> | undefined;
};

/** As what a channel is read, and what its kind needs to know. */
export const ReadingPage = ({ c, outlet, channel, typed, errors = {} }: ReadingPageProps) => {
  const { t, lang } = c.var;
  return (
    <DeskPage
      c={c}
      title={t('ingest.reading')}
      lead={<Foreign>{channel.url}</Foreign>}
      above={[
        { href: '/desk/sources', label: t('sources.title') },
        { href: outletPath(outlet.id), label: outletName(outlet, lang) },
      ]}
    >
      <Form reader={c.var} action={`/desk/sources/channels/${channel.id}/reading`} errors={errors}>
        <Field
          reader={c.var}
          type="radios"
          name="kind"
          label={t('ingest.reading.kind')}
          hint={t('ingest.reading.kind.hint')}
          value={typed.kind}
          error={errors.kind}
          required
          options={choosable.map((kind) => ({ value: kind, label: t(`ingest.reading.kind.${kind}`) }))}
        />
        <Field
          reader={c.var}
          name="api"
          inputmode="url"
          label={t('ingest.reading.api')}
          hint={t('ingest.reading.api.hint')}
          value={typed.api}
          error={errors.api}
          maxlength={500}
          placeholder="https://"
        />
        <Actions>
          <Button kind="strong">{t('sources.save')}</Button>
          <Button kind="quiet" href={outletPath(outlet.id)}>
            {t('sources.cancel')}
          </Button>
        </Actions>
      </Form>
    </DeskPage>
  );
};
