import type { Context } from 'hono';
import type { Env } from '../platform/index.ts';
import type { PublicItem } from '../stories/index.ts';
import { Foreign, Meta, safeHref, Tag } from '../ui/index.ts';
import { When } from './when.tsx';
import { foreign, languageName } from './words.ts';

type VoiceProps = {
  c: Context<Env>;
  item: PublicItem;
  now: Date;
  /** The first to report the happening. */
  first?: boolean;
  /** Says the language where no heading does. */
  told?: boolean;
};

/** What one outlet says: its title, a link to its page, and what kind of outlet it is. */
export const Voice = ({ c, item, now, first, told }: VoiceProps) => {
  const { t, lang } = c.var;
  return (
    <article class="voice">
      <h3 class="voice-title" lang={foreign(item.lang, lang)}>
        <Outward href={item.url}>{item.title}</Outward>
      </h3>
      {item.excerpt ? (
        <p class="teaser-text" lang={foreign(item.lang, lang)}>
          {item.excerpt}
        </p>
      ) : null}
      <Meta
        items={[
          <Foreign>{item.outlet}</Foreign>,
          t(`sources.class.${item.class}`),
          told ? languageName(item.lang, lang) : null,
          <When at={item.published} now={now} reader={c.var} />,
          first ? <Tag tone="gold">{t('portal.story.first')}</Tag> : null,
        ]}
      />
    </article>
  );
};

/** A link that leaves the portal; words alone where there is no address, or one that no link should have. */
export const Outward = ({ href, children }: { href: string | null; children: string }) => {
  const safe = safeHref(href ?? undefined);
  return safe ? (
    <a href={safe} rel="external noopener">
      {children}
    </a>
  ) : (
    <span>{children}</span>
  );
};
