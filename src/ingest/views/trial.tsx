import type { Context } from 'hono';
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { type DeskEnv, DeskPage } from '../../identity/index.ts';
import { type Channel, isFailure, OutcomeWords, outletPath } from '../../sources/index.ts';
import { Actions, Button, Foreign, Notice } from '../../ui/index.ts';
import { growsHere } from '../growing.tsx';
import type { Step } from '../step.ts';
import type { Visited } from '../visit.ts';
import { sizeIn } from './size.ts';

type Trial = { c: Context<DeskEnv>; channel: Channel };

/** The page of a trial: with `live`, what comes in place of `growsHere` is written as it happens; without, it is begun. */
export const TrialPage = ({ c, channel, live }: Trial & { live: boolean }) => {
  const { t } = c.var;
  const back = outletPath(channel.outletId);
  return (
    <DeskPage
      c={c}
      title={t('ingest.trial')}
      lead={<Foreign>{channel.fetchUrl}</Foreign>}
      above={[
        { href: '/desk/sources', label: t('sources.title') },
        { href: back, label: channel.title ?? channel.url },
      ]}
    >
      <p class="quiet">{t('ingest.trial.lead')}</p>
      {live ? (
        <div class="trial">
          <div class="trial-stop">
            <Button href={back}>{t('ui.progress.stop')}</Button> <span class="quiet">{t('ingest.trial.stop')}</span>
          </div>
          {raw(growsHere)}
        </div>
      ) : (
        <Begin c={c} channel={channel} />
      )}
    </DeskPage>
  );
};

const Begin = ({ c, channel }: Trial) => (
  <form method="post" action={`/desk/sources/channels/${channel.id}/try`}>
    <Button kind="strong">{c.var.t('ingest.try')}</Button>
  </form>
);

/** One step, with the time since the beginning. */
export const StepLine = ({ c, step, milliseconds }: { c: Context<DeskEnv>; step: Step; milliseconds: number }) => (
  <li class={`step-line step-${step.step}`}>
    <span class="step-time">{c.var.t('ingest.trial.time', { milliseconds })}</span>
    <span>{wordsFor(c, step)}</span>
  </li>
);

function wordsFor({ var: { t, lang } }: Context<DeskEnv>, step: Step): Child {
  const about = (words: string, detail: Child) => (
    <>
      {words} <Foreign>{detail}</Foreign>
    </>
  );
  switch (step.step) {
    case 'ask':
      return about(t('ingest.trial.ask'), step.url);
    case 'resolved':
      return about(t('ingest.trial.resolved', { host: step.host }), step.address);
    case 'connected':
      return t('ingest.trial.connected');
    case 'redirect':
      return about(t('ingest.trial.redirect'), step.url);
    case 'answer': {
      const { status, bytes, type, milliseconds } = step;
      return about(t('ingest.step.answer.text', { status, size: sizeIn(lang, bytes), milliseconds }), type);
    }
    case 'read':
      return t('ingest.trial.read', { format: step.format, entries: step.entries });
    case 'same':
      return t('ingest.trial.same');
    case 'stored':
      return t('ingest.trial.stored', step);
    case 'failed':
      return <OutcomeWords t={t} outcome={step.outcome} detail={step.detail} />;
    case 'page':
      return about(t('ingest.trial.page'), step.url);
    case 'article':
      return step.found
        ? about(t('ingest.trial.article', { words: step.words }), step.title)
        : about(t('ingest.trial.article.none'), step.reason);
    case 'no-page':
      return t('ingest.trial.no-page');
  }
}

/** How it ended, and where to go from there; without a visit it was stopped before there was one. */
export const TrialEnd = ({ c, channel, visit }: Trial & { visit: Visited | undefined }) => {
  const { t } = c.var;
  const failed = visit === undefined || isFailure(visit.outcome);
  return (
    <div class="trial-end flow">
      <Notice
        kind={failed ? 'error' : visit.outcome === 'empty' ? 'warning' : 'success'}
        title={visit ? t(`sources.outcome.${visit.outcome}`) : t('ingest.trial.stopped')}
      />
      <Actions>
        <Button kind="strong" href={outletPath(channel.outletId)}>
          {t('ingest.trial.back')}
        </Button>
        {visit ? <Button href={`/desk/sources/visits/${visit.id}`}>{t('ingest.trial.visit')}</Button> : null}
        <Begin c={c} channel={channel} />
      </Actions>
    </div>
  );
};
