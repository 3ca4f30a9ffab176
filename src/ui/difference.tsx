import type { Part } from '../language/index.ts';

/** The differences of two texts: as one text, or only the side `before` or `after`. */
export const Difference = ({ parts, side }: { parts: readonly Part[]; side?: 'before' | 'after' }) => (
  <>
    {parts.map(({ kind, text }) => {
      if (kind === 'gone') return side === 'after' ? null : <del>{text}</del>;
      if (kind === 'new') return side === 'before' ? null : <ins>{text}</ins>;
      return text;
    })}
  </>
);
