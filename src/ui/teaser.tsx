import type { Child } from 'hono/jsx';
import { classes, safeHref } from './link.ts';
import { Meta } from './meta.tsx';

export type PictureProps = {
  /** WebP or JPEG, which every browser draws. */
  src: string;
  /** The same in AVIF, taken where it is understood. */
  avif?: string | undefined;
  /** What it shows, for who cannot see it; empty when the words beside it say so already. */
  alt: string;
  /** In pixels: the room is kept before it arrives. */
  width: number;
  height: number;
  /** The first picture of a page is fetched at once, others when they come near. */
  first?: boolean | undefined;
};

/** A picture with its size. */
export const Picture = ({ src, avif, alt, width, height, first }: PictureProps) => {
  const drawn = (
    <img
      src={safeSource(src)}
      alt={alt}
      width={width}
      height={height}
      loading={first ? undefined : 'lazy'}
      fetchpriority={first ? 'high' : undefined}
      decoding={first ? undefined : 'async'}
    />
  );
  if (!avif) return drawn;
  return (
    <picture>
      <source srcset={safeSource(avif)} type="image/avif" />
      {drawn}
    </picture>
  );
};

const safeSource = (address: string): string | undefined =>
  address.startsWith('data:image/') ? address : safeHref(address);

type TeaserProps = {
  href: string;
  title: Child;
  /** The language of title and text, where it is not the page's. */
  lang?: string | undefined;
  /** A word above the title: kind, place, event. */
  kicker?: Child;
  text?: Child;
  /** Where it comes from: outlet, language, time. */
  meta?: readonly Child[] | undefined;
  picture?: PictureProps | undefined;
  /** The first of a page: set large. */
  lead?: boolean | undefined;
  /** The level of its heading below the page's own. */
  level?: 2 | 3 | undefined;
};

/** An invitation to read: for front pages, lists and search results. The whole of it is the link. */
export const Teaser = ({ href, title, lang, kicker, text, meta, picture, lead, level = lead ? 2 : 3 }: TeaserProps) => {
  const Heading = level === 2 ? 'h2' : 'h3';
  const words = (
    <>
      {kicker ? <p class="teaser-kicker">{kicker}</p> : null}
      <Heading class="teaser-title" lang={lang}>
        <a href={safeHref(href)}>{title}</a>
      </Heading>
      {text ? (
        <p class="teaser-text" lang={lang}>
          {text}
        </p>
      ) : null}
      {meta && meta.length > 0 ? <Meta items={meta} /> : null}
    </>
  );
  return (
    <article class={classes('teaser', lead && 'teaser-lead', lead && picture && 'teaser-pictured')}>
      {picture ? <Picture {...picture} first={lead ?? picture.first} /> : null}
      {lead ? <div class="teaser-words">{words}</div> : words}
    </article>
  );
};
