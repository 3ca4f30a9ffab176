import type { Context, Hono } from 'hono';
import { type DeskEnv, done, guard } from '../../identity/index.ts';
import { slug as slugOf } from '../../language/index.ts';
import type { Env } from '../../platform/index.ts';
import { Notice } from '../../ui/index.ts';
import { type Action, NotPossible } from '../article.ts';
import { NotReady } from '../checks.ts';
import {
  approve,
  ChangedMeanwhile,
  correct,
  publish,
  readChecks,
  restore,
  submit,
  unsubmit,
  withdraw,
} from '../store/deeds.ts';
import { releasesOf } from '../store/published.ts';
import { readRevision } from '../store/texts.ts';
import { PublishPage } from '../views/publish.tsx';
import { Posted } from './form.ts';
import { addressOf, type Desk, found, type House, textAddress } from './house.ts';

type Wrong = { typed: Readonly<Record<string, string>>; deed: Action; errors: Readonly<Record<string, string>> };

/** Giving a text to the public, correcting it, taking it back; and asking the desk to. */
export function deciding(app: Hono<Env>, house: House): void {
  const { db, clock, identify } = house;
  const by = (c: Context<DeskEnv>) => ({ person: c.var.person, clock });

  const page = async (c: Context<DeskEnv>, desk: Desk, status: 200 | 409 | 422, wrong?: Wrong, flash?: string) => {
    const { text } = desk;
    const [revision, checks, releases] = await Promise.all([
      readRevision(db, text.workingId),
      readChecks(db, text, identify),
      releasesOf(db, text.id),
    ]);
    const errors = wrong ? { typed: wrong.typed, errors: { [wrong.deed]: wrong.errors } } : {};
    const notice = flash === undefined ? {} : { flash: <Notice kind="error">{flash}</Notice> };
    return c.html(
      <PublishPage
        c={c}
        house={house}
        desk={desk}
        revision={revision}
        checks={checks}
        releases={releases}
        {...errors}
        {...notice}
      />,
      status,
    );
  };

  /** Does a deed; when it cannot be done, shows the page again with the reason and with what was typed. */
  const doing = async (
    c: Context<DeskEnv>,
    action: Action,
    work: (desk: Desk, posted: Posted) => Promise<Readonly<Record<string, string>> | undefined>,
    next = 'publish',
  ) => {
    const desk = await found(c, house, action);
    const posted = await Posted.read(c);
    const typed = { note: posted.text('note'), slug: posted.text('slug') };
    const { t } = c.var;
    try {
      const errors = await work(desk, posted);
      if (errors) return page(c, desk, 422, { typed, deed: action, errors });
      return done(c, addressOf(desk.text, next), `newsroom.done.${action === 'edit' ? 'save' : action}`);
    } catch (error) {
      const now = await found(c, house);
      if (error instanceof NotReady) {
        const confirm = error.checks.every(({ verdict }) => verdict !== 'stop');
        const errors: Record<string, string> = confirm
          ? { confirmed: t('newsroom.wrong.confirm') }
          : { '': t('newsroom.checks.stopped') };
        return page(c, now, 422, { typed, deed: action, errors });
      }
      if (error instanceof ChangedMeanwhile)
        return page(c, now, 409, { typed, deed: action, errors: {} }, t('newsroom.wrong.changed'));
      if (error instanceof NotPossible) return page(c, now, 409, undefined, t('newsroom.wrong.not-possible'));
      throw error;
    }
  };

  const releasing = (desk: Desk, posted: Posted) => ({
    textId: desk.text.id,
    revisionId: posted.id('revision'),
    identify,
    confirmed: posted.text('confirmed') !== '',
  });
  const noteOf = (posted: Posted) => posted.text('note').trim().slice(0, 1000).toWellFormed();
  const needNote = (c: Context<DeskEnv>, posted: Posted) =>
    noteOf(posted) === '' ? { note: c.var.t('newsroom.wrong.note') } : undefined;

  app.get(`${textAddress}/publish`, guard('article.read'), async (c) => page(c, await found(c, house), 200));

  app.post(`${textAddress}/publish`, guard('article.publish'), (c) =>
    doing(c, 'publish', async (desk, posted) => {
      const typed = posted.text('slug').trim();
      const { title } = await readRevision(db, desk.text.workingId);
      const slug = slugOf(typed || title);
      if (typed !== '' && slug === '') return { slug: c.var.t('newsroom.wrong.slug') };
      await publish(db, by(c), { ...releasing(desk, posted), slug });
      return undefined;
    }),
  );

  app.post(`${textAddress}/correct`, guard('article.correct'), (c) =>
    doing(c, 'correct', async (desk, posted) => {
      const errors = needNote(c, posted);
      if (!errors) await correct(db, by(c), { ...releasing(desk, posted), note: noteOf(posted) });
      return errors;
    }),
  );

  app.post(`${textAddress}/withdraw`, guard('article.withdraw'), (c) =>
    doing(c, 'withdraw', async (desk, posted) => {
      const errors = needNote(c, posted);
      if (!errors) await withdraw(db, by(c), { textId: desk.text.id, note: noteOf(posted) });
      return errors;
    }),
  );

  app.post(`${textAddress}/restore`, guard('article.publish'), (c) =>
    doing(c, 'restore', async (desk, posted) => {
      await restore(db, by(c), { ...releasing(desk, posted), note: noteOf(posted) });
      return undefined;
    }),
  );

  app.post(`${textAddress}/submit`, guard('article.submit'), (c) =>
    doing(c, 'submit', async (desk) => {
      await submit(db, by(c), desk.text.id);
      return undefined;
    }),
  );

  for (const action of ['recall', 'return'] as const)
    app.post(`${textAddress}/${action}`, guard(action === 'recall' ? 'article.submit' : 'article.publish'), (c) =>
      doing(c, action, async (desk, posted) => {
        await unsubmit(db, by(c), { textId: desk.text.id, action, note: action === 'return' ? noteOf(posted) : '' });
        return undefined;
      }),
    );

  app.post(`${textAddress}/approve`, guard('article.publish'), (c) =>
    doing(c, 'approve', async (desk) => {
      await approve(db, by(c), desk.text.id);
      return undefined;
    }),
  );
}
