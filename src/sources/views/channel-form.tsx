import type { Context } from 'hono';
import { type DeskEnv, DeskPage } from '../../identity/index.ts';
import { Actions, Button, Field, Foreign, Form } from '../../ui/index.ts';
import type { Channel } from '../channel.ts';
import type { Errors, Typed } from '../form.ts';
import { type Outlet, outletName } from '../outlet.ts';
import { outletPath } from './parts.tsx';

type ChannelPageProps = {
  c: Context<DeskEnv>;
  outlet: Outlet;
  channel: Channel;
  /** The other channels of the outlet, of which one may turn out to be the same. */
  others: readonly Channel[];
  typed: Typed;
  errors?: Errors | undefined;
};

/** Changes what the register says of a channel, or says that it is the same as another. */
export const EditChannelPage = ({ c, outlet, channel, others, typed, errors = {} }: ChannelPageProps) => {
  const { t, lang } = c.var;
  return (
    <DeskPage
      c={c}
      title={t('sources.channel.edit')}
      lead={<Foreign>{channel.url}</Foreign>}
      above={[
        { href: '/desk/sources', label: t('sources.title') },
        { href: outletPath(outlet.id), label: outletName(outlet, lang) },
      ]}
    >
      <div class="beside beside-narrow">
        <Form reader={c.var} action={`/desk/sources/channels/${channel.id}/edit`} errors={errors}>
          <Field
            reader={c.var}
            name="title"
            label={t('sources.channel.title')}
            value={typed.title}
            error={errors.title}
            maxlength={200}
          />
          <Field
            reader={c.var}
            name="language"
            label={t('sources.channel.language')}
            hint={t('sources.channel.language.hint')}
            value={typed.language}
            error={errors.language}
            maxlength={20}
          />
          <Field
            reader={c.var}
            type="textarea"
            name="note"
            label={t('sources.note')}
            value={typed.note}
            rows={3}
            maxlength={4_000}
          />
          <Actions>
            <Button kind="strong">{t('sources.save')}</Button>
            <Button kind="quiet" href={outletPath(outlet.id)}>
              {t('sources.cancel')}
            </Button>
          </Actions>
        </Form>
        {others.length > 0 ? (
          <section class="panel">
            <h2>{t('sources.join.channel')}</h2>
            <p>{t('sources.join.channel.text')}</p>
            <Form reader={c.var} action="/desk/sources/join" method="get" label={t('sources.join.channel')}>
              <input type="hidden" name="channel" value={channel.id} />
              <Field
                reader={c.var}
                type="select"
                name="channel"
                id="f-other"
                label={t('sources.join.channel.other')}
                required
                options={others.map(({ id, title, url }) => ({
                  value: String(id),
                  label: title === null ? url : `${title} (${url})`,
                }))}
              />
              <Actions>
                <Button>{t('sources.join.preview')}</Button>
              </Actions>
            </Form>
          </section>
        ) : null}
      </div>
    </DeskPage>
  );
};
