import type { Context } from 'hono';
import type { DeskEnv } from '../../identity/index.ts';
import { Foreign, Table } from '../../ui/index.ts';
import type { Attachment } from '../attachment/attachment.ts';
import { sizeIn } from './size.ts';

/** The files that an item names: by their addresses alone, nothing of them is loaded before somebody asks for it. */
export const Attachments = ({ c, attachments }: { c: Context<DeskEnv>; attachments: readonly Attachment[] }) => {
  const { t, lang } = c.var;
  if (attachments.length === 0) return null;
  return (
    <Table
      reader={c.var}
      caption={t('ingest.attachments')}
      rows={attachments}
      columns={[
        {
          key: 'file',
          label: t('ingest.attachment'),
          cell: ({ url, title }) => (
            <>
              {title === null ? null : (
                <>
                  <Foreign>{title}</Foreign>
                  <br />
                </>
              )}
              <a href={url} rel="noreferrer">
                <Foreign>{url}</Foreign>
              </a>
            </>
          ),
        },
        {
          key: 'kind',
          label: t('ingest.attachment.kind'),
          cell: ({ kind, type }) => (
            <div>
              {t(`ingest.attachment.kind.${kind}`)}
              {type === null ? null : (
                <>
                  <br />
                  <small class="quiet">{type}</small>
                </>
              )}
            </div>
          ),
        },
        {
          key: 'size',
          label: t('ingest.attachment.size'),
          number: true,
          cell: ({ bytes }) => (bytes === null ? t('ingest.attachment.unsaid') : sizeIn(lang, bytes)),
        },
        {
          key: 'duration',
          label: t('ingest.attachment.duration'),
          number: true,
          cell: ({ seconds }) => (seconds === null ? t('ingest.attachment.unsaid') : durationOf(seconds)),
        },
      ]}
    />
  );
};

/** A file as a line of text, by which two states are compared. */
export const lineOf = ({ url, title, bytes, seconds }: Attachment, lang: string): string =>
  [title, url, bytes === null ? null : sizeIn(lang, bytes), seconds === null ? null : durationOf(seconds)]
    .filter((part) => part !== null)
    .join(' · ');

/** Seconds as clocks of players show them: `4:05`, `1:02:03`. */
function durationOf(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (number: number) => String(number).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
