import type { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { guard } from '../../identity/index.ts';
import type { Env } from '../../platform/index.ts';
import { kinds, states } from '../article.ts';
import { milestones } from '../revision.ts';
import { countStates, type ListFilter, listTexts } from '../store/list.ts';
import { findRevision, readRevision } from '../store/texts.ts';
import { readHistory } from '../store/writing.ts';
import { ComparePage, HistoryPage } from '../views/history.tsx';
import { ListPage } from '../views/list.tsx';
import { PreviewPage } from '../views/preview.tsx';
import { found, type House, textAddress } from './house.ts';

const pageSize = 50;

/** The list of texts, and the ways to look at one. */
export function reading(app: Hono<Env>, house: House): void {
  const { db } = house;

  app.get('/desk/articles', guard('article.read'), async (c) => {
    const { person } = c.var;
    const query = (name: string) => c.req.query(name) || undefined;
    const state = [...states, 'waiting', 'stale'].find((one) => one === query('state')) as ListFilter['state'];
    const story = Number(query('story'));
    const filter: ListFilter = {
      state,
      lang: house.languages.has(query('lang') ?? '') ? query('lang') : undefined,
      kind: kinds.find((kind) => kind === query('kind')),
      mine: query('mine') ? person.id : undefined,
      organisationId: person.organisation.kind === 'national-desk' ? undefined : person.organisation.id,
      storyId: Number.isSafeInteger(story) && story > 0 ? story : undefined,
      words: query('q')?.slice(0, 200),
    };
    const number = Math.min(10_000, Math.max(1, Math.trunc(Number(query('page'))) || 1));
    const range = { limit: pageSize, offset: (number - 1) * pageSize };
    const [list, counts] = await Promise.all([listTexts(db, filter, range), countStates(db, filter)]);
    return c.html(
      <ListPage c={c} house={house} filter={filter} list={list} counts={counts} page={{ number, size: pageSize }} />,
    );
  });

  app.get(`${textAddress}/preview`, guard('article.read'), async (c) => {
    const desk = await found(c, house);
    const working = await readRevision(db, desk.text.workingId);
    const number = Number(c.req.query('revision') ?? working.number);
    const revision = number === working.number ? working : await revisionOf(desk.text.id, number);
    return c.html(<PreviewPage c={c} house={house} desk={desk} title={working.title} revision={revision} />);
  });

  app.get(`${textAddress}/history`, guard('article.read'), async (c) => {
    const desk = await found(c, house);
    const { id, workingId, publicId } = desk.text;
    const history = await readHistory(db, id);
    const shown = c.req.query('all') ? history : milestones(history, new Set([workingId, publicId]));
    const hidden = history.length - shown.length;
    const title = history.find((revision) => revision.id === workingId)?.title ?? '';
    return c.html(<HistoryPage c={c} house={house} desk={desk} title={title} revisions={shown} hidden={hidden} />);
  });

  app.get(`${textAddress}/compare`, guard('article.read'), async (c) => {
    const desk = await found(c, house);
    const [before, after, working] = await Promise.all([
      revisionOf(desk.text.id, Number(c.req.query('a'))),
      revisionOf(desk.text.id, Number(c.req.query('b'))),
      readRevision(db, desk.text.workingId),
    ]);
    const conflict = c.req.query('conflict') !== undefined && after.aside;
    return c.html(
      <ComparePage
        c={c}
        house={house}
        desk={desk}
        title={working.title}
        before={before}
        after={after}
        conflict={conflict}
      />,
    );
  });

  const revisionOf = async (textId: number, number: number) => {
    const revision = number > 0 && number < 2 ** 31 ? await findRevision(db, textId, Math.trunc(number)) : undefined;
    if (!revision) throw new HTTPException(404);
    return revision;
  };
}
