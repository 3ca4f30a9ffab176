import type { Child, PropsWithChildren } from 'hono/jsx';
import { classes } from './link.ts';

/** The quiet line that says where something comes from: outlet · class · language · time. What is empty is left out. */
export const Meta = ({ items, label }: { items: readonly Child[]; label?: string | undefined }) => (
  <ul class="meta" aria-label={label}>
    {items
      .filter((item) => item !== null && item !== undefined && item !== false && item !== '')
      .map((item) => (
        <li>{item}</li>
      ))}
  </ul>
);

/** The colour of a state: `jade` measured or well · `gold` waiting · `lacquer` wrong or withdrawn · `plain` all else. */
export type Tone = 'plain' | 'jade' | 'gold' | 'lacquer';

/** One word of state, set quietly. The word carries the meaning, the colour only helps. */
export const Tag = ({ tone = 'plain', children }: PropsWithChildren<{ tone?: Tone | undefined }>) => (
  <span class={classes('tag', tone !== 'plain' && `tag-${tone}`)}>{children}</span>
);

/**
 * Words in another language, or names of unknown direction, kept from upsetting the line they stand in:
 * `lang` is the BCP 47 tag of the words (WCAG 3.1.2).
 */
export const Foreign = ({ lang, children }: PropsWithChildren<{ lang?: string | undefined }>) => (
  <bdi lang={lang}>{children}</bdi>
);
