import type { Translate } from '../../platform/index.ts';
import { formatTime, type Reader } from '../../ui/index.ts';
import type { Alert } from '../alert.ts';
import { type Outlet, outletName } from '../outlet.ts';
import { escapeXml } from '../xml.ts';

/** What a feed of alerts is written from. */
type Ground = {
  /** The number of the feed, for its own id; the secret of its address stands nowhere in it. */
  id: number;
  madeAt: Date;
  reader: Reader;
  publicUrl: string;
  alerts: readonly Alert[];
  outlets: ReadonlyMap<number, Outlet>;
};

type News = { id: string; title: string; text: string; at: Date; path: string };

/**
 * Alerts as Atom (RFC 4287), the newest first. What is told of an alert is an entry, and that it is over is another:
 * readers of feeds tell of new entries, hardly ever of changed ones.
 */
export function writeAtom({ id, madeAt, reader, publicUrl, alerts, outlets }: Ground): string {
  const { t, service } = reader;
  const { host } = new URL(publicUrl);
  const tag = (what: string) => `tag:${host},2026:${what}`;
  const news = alerts
    .flatMap((alert) => newsOf(alert, outlets.get(alert.outletId ?? 0), reader))
    .toSorted((a, b) => b.at.getTime() - a.at.getTime());
  const element = (name: string, text: string) => `<${name}>${escapeXml(text)}</${name}>`;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${service.lang}">`,
    element('id', tag(`alerts/${id}`)),
    element('title', `${t('app.name')}: ${t('sources.alerts')}`),
    element('updated', (news[0]?.at ?? madeAt).toISOString()),
    `<author>${element('name', t('app.name'))}</author>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(`${publicUrl}/desk/sources/alerts`)}"/>`,
    ...news.map(
      (each) =>
        `<entry>${element('id', tag(each.id))}${element('title', each.title)}${element('updated', each.at.toISOString())}` +
        `<link rel="alternate" type="text/html" href="${escapeXml(publicUrl + each.path)}"/>` +
        `<content type="text">${escapeXml(each.text)}</content></entry>`,
    ),
    '</feed>',
    '',
  ].join('\n');
}

function newsOf(alert: Alert, outlet: Outlet | undefined, reader: Reader): News[] {
  const { t, service } = reader;
  const { id, kind, toldAt, resolvedAt, resolution } = alert;
  if (toldAt === null) return [];
  const name = outlet ? outletName(outlet, service.lang) : (alert.host ?? '');
  const path = outlet ? `/desk/sources/outlets/${outlet.id}` : '/desk/sources/alerts';
  const since = t('sources.feed.since', { at: formatTime(alert.noticedAt, reader) });
  const told: News = {
    id: `alert/${id}/${toldAt.getTime()}`,
    title: `${name}: ${t(`sources.alert.${kind}`)}`,
    text: [since, ...reasonOf(alert, t)].join(' '),
    at: toldAt,
    path,
  };
  if (resolvedAt === null || resolution === null) return [told];
  const over: News = {
    id: `alert/${id}/over/${resolvedAt.getTime()}`,
    title: `${name}: ${t(`sources.alert.resolution.${resolution}`)}`,
    text: t('sources.feed.over', { at: formatTime(resolvedAt, reader) }),
    at: resolvedAt,
    path,
  };
  return [told, over];
}

// Silence has no reason but itself: the last visit went well.
const reasonOf = ({ kind, outcome }: Alert, t: Translate): string[] =>
  kind === 'silent' || outcome === null ? [] : [`${t(`sources.outcome.${outcome}`)}.`];
