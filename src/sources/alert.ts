import { type Outcome, speaksOfHost } from './health.ts';
import type { Judged, Surveyed } from './survey.ts';

/** What people are told of: an outlet fell silent, it broke, or a host that several channels live on is out. */
export type AlertKind = 'silent' | 'broken' | 'outage';

export type AlertSubject = { outletId: number; host: null } | { outletId: null; host: string };

/** Noticed when something is wrong, opened when it lasts, resolved by itself when it is over. */
export type Alert = AlertSubject & {
  id: number;
  kind: AlertKind;
  outcome: Outcome | null;
  noticedAt: Date;
  /** Since when people are told of it; null while it may be nothing. */
  openedAt: Date | null;
  /** When people were last told: as it opened, got worse, or came back after it had been said to be over. */
  toldAt: Date | null;
  seenAt: Date | null;
  /** Who has seen to it. */
  seenBy: string | null;
  wellSince: Date | null;
  resolvedAt: Date | null;
  resolution: Resolution | null;
};

export type Resolution = 'recovered' | 'paused' | 'gone';

/** How a subject is now; `unclear` when that cannot be told yet, `quiet` when nobody asks it. */
export type Watched = AlertSubject & { state: AlertKind | 'well' | 'unclear' | 'quiet'; outcome: Outcome | null };

/** What is to be written down about alerts. */
export type Change =
  | { change: 'notice'; subject: AlertSubject; kind: AlertKind; outcome: Outcome | null }
  | { change: 'drop' | 'open' | 'well' | 'ill' | 'again'; id: number }
  | { change: 'turn'; id: number; kind: AlertKind; outcome: Outcome | null; worse: boolean }
  | { change: 'resolve'; id: number; resolution: Resolution };

const MINUTE = 60_000;
/** Health has its own patience; this is for what comes and goes between two looks. */
const lasting: Record<AlertKind, number> = { silent: 20 * MINUTE, broken: 20 * MINUTE, outage: 60 * MINUTE };
/** It must have been well for so long before it is said to be over. */
const calm = 2 * 60 * MINUTE;
/** What comes back so soon is the same alert: nobody is told twice. */
export const relapse = 24 * 60 * MINUTE;

/**
 * How every outlet and every host with several channels is now. A host is out when none of its channels that are
 * fetched gets an answer; then it alone is told of, and its channels say nothing about their outlets.
 */
export function watch(surveyed: readonly Pick<Surveyed, 'outlet' | 'channels'>[]): Watched[] {
  const active = surveyed.flatMap(({ channels }) => channels).filter(({ state }) => state === 'active');
  const hosts = Map.groupBy(active, ({ host }) => host);
  const isOut = ({ host }: Judged) => {
    const together = hosts.get(host) ?? [];
    return together.length > 1 && together.every(({ outcome }) => speaksOfHost(outcome));
  };
  return [
    ...[...hosts]
      .filter(([, channels]) => channels.length > 1)
      .map(([host, [first]]): Watched => {
        const out = first !== undefined && isOut(first);
        return { outletId: null, host, state: out ? 'outage' : 'well', outcome: out ? first.outcome : null };
      }),
    ...surveyed.map(({ outlet, channels }): Watched => {
      const asked = channels.filter(({ state }) => state === 'active');
      const own = asked.filter((channel) => !isOut(channel));
      const worst = own.find(({ health }) => health === 'broken') ?? own.find(({ health }) => health === 'silent');
      return {
        outletId: outlet.id,
        host: null,
        state: asked.length === 0 ? 'quiet' : stateOf(own, worst),
        outcome: worst?.outcome ?? null,
      };
    }),
  ];
}

function stateOf(own: readonly Judged[], worst: Judged | undefined): Watched['state'] {
  if (own.some(({ health }) => health === 'fresh')) return 'well';
  if (worst === undefined || own.some(({ health }) => health === 'failing' || health === 'waiting')) return 'unclear';
  if (worst.health === 'broken') return 'broken';
  // What never spoke has not fallen silent.
  return own.some(({ itemAt }) => itemAt !== null) ? 'silent' : 'unclear';
}

/**
 * What changes about the alerts, seeing how everything is now. `alerts` are those that are not over, and those that
 * were over less than `relapse` ago. Doing it twice changes nothing more.
 */
export function review(watched: readonly Watched[], alerts: readonly Alert[], now: Date): Change[] {
  const bySubject = Map.groupBy(alerts, subjectKey);
  const changes: Change[] = [];
  for (const each of watched) {
    const known = bySubject.get(subjectKey(each)) ?? [];
    const current = known.find(({ resolvedAt }) => resolvedAt === null);
    const change = current ? goOn(current, each, now) : begin(known, each);
    if (change) changes.push(...change);
  }
  const seen = new Set(watched.map(subjectKey));
  for (const alert of alerts)
    if (alert.resolvedAt === null && !seen.has(subjectKey(alert))) changes.push(end(alert, 'gone'));
  return changes;
}

function begin(known: readonly Alert[], { state, outcome, ...subject }: Watched): Change[] {
  if (!isIll(state)) return [];
  const recent = known.find(({ resolution, openedAt }) => resolution === 'recovered' && openedAt !== null);
  if (recent === undefined) return [{ change: 'notice', subject: subject as AlertSubject, kind: state, outcome }];
  return [{ change: 'again', id: recent.id }, ...(recent.kind === state ? [] : [turn(recent, state, outcome)])];
}

function goOn(alert: Alert, { state, outcome }: Watched, now: Date): Change[] {
  const { id } = alert;
  if (state === 'quiet') return [end(alert, 'paused')];
  if (state === 'well') {
    if (alert.openedAt === null) return [{ change: 'drop', id }];
    if (alert.wellSince === null) return [{ change: 'well', id }];
    return now.getTime() - alert.wellSince.getTime() >= calm ? [end(alert, 'recovered')] : [];
  }
  if (!isIll(state)) return [];
  const changes: Change[] = [];
  if (alert.wellSince !== null) changes.push({ change: 'ill', id });
  if (alert.kind !== state || alert.outcome !== outcome) changes.push(turn(alert, state, outcome));
  if (alert.openedAt === null && now.getTime() - alert.noticedAt.getTime() >= lasting[state])
    changes.push({ change: 'open', id });
  return changes;
}

const turn = (alert: Alert, kind: AlertKind, outcome: Outcome | null): Change => ({
  change: 'turn',
  id: alert.id,
  kind,
  outcome,
  worse: alert.kind === 'silent' && kind === 'broken',
});

const end = (alert: Alert, resolution: Resolution): Change =>
  alert.openedAt === null ? { change: 'drop', id: alert.id } : { change: 'resolve', id: alert.id, resolution };

const isIll = (state: Watched['state']): state is AlertKind =>
  state === 'silent' || state === 'broken' || state === 'outage';

const subjectKey = ({ outletId, host }: AlertSubject): string => (outletId === null ? `host ${host}` : `${outletId}`);
