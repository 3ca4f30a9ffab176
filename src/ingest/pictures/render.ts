import sharp from 'sharp';

/** The longer sides of a picture as it is shown, in pixels. */
export const frame = { width: 480, height: 360 } as const;

// A picture of a press camera has some 50 million pixels; what says it has more is not decoded.
const mostPixels = 60_000_000;
const longestSeconds = 8;

/** What is no picture, or none that is safe to open. */
export class NoPicture extends Error {
  override name = 'NoPicture';
}

/**
 * Writes a picture anew as a WebP that fits into the frame: nothing of the file that came is passed on but what it shows.
 * Throws a NoPicture for whatever is not JPEG, PNG, GIF, WebP or AVIF by its first bytes, is broken, or is too large.
 */
export async function render(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  // Before any decoder sees it: libvips would also open SVG, PDF and much else, and goes by what it finds, as we do.
  if (!kindOf(bytes)) throw new NoPicture('The file is no JPEG, PNG, GIF, WebP or AVIF');
  try {
    const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 })
      .timeout({ seconds: longestSeconds })
      .autoOrient()
      .resize({ ...frame, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 74 });
    return new Uint8Array(await picture.toBuffer());
  } catch (cause) {
    throw new NoPicture(`The picture cannot be read: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

const letters = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** What a file is by its first bytes, whatever it is called. */
function kindOf(bytes: Uint8Array): 'jpeg' | 'png' | 'gif' | 'webp' | 'avif' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (letters(bytes, 0, 8) === '\u0089PNG\r\n\u001a\n') return 'png';
  if (/^GIF8[79]a$/.test(letters(bytes, 0, 6))) return 'gif';
  if (letters(bytes, 0, 4) === 'RIFF' && letters(bytes, 8, 12) === 'WEBP') return 'webp';
  return /^ftypavi[fs]$/.test(letters(bytes, 4, 12)) ? 'avif' : undefined;
}
