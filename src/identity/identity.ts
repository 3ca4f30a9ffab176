import { z } from 'zod';
import { type Clock, type Db, type DeskEntry, job, type Languages, type Module } from '../platform/index.ts';
import { entriesOf, guard, recognise } from './access.ts';
import { createAuth } from './auth.ts';
import { routes } from './desk.tsx';
import { makeAuditMonths } from './store/audit.ts';
import { sweep } from './store/sessions.ts';

export type IdentityOptions = {
  db: Db;
  clock: Clock;
  /** Signs cookies and encrypts second factors, at least 32 characters. */
  secret: string;
  publicUrl: string;
  languages: Languages;
  /** The name of the national desk by language, proposed to the first owner. */
  nationalDesk: Readonly<Record<string, string>>;
  /** The desk's navigation, of every module; asked for at each page. */
  entries: () => readonly DeskEntry[];
  demonstration: boolean;
};

const desk: readonly DeskEntry[] = [
  { path: '/desk/people', label: 'identity.people', permission: 'people.manage', keys: 'g p' },
  { path: '/desk/audit', label: 'identity.audit', permission: 'audit.read', keys: 'g l' },
];

/** People, organisations, roles, sessions, the audit trail. */
export const identity = (options: IdentityOptions): Module => {
  const { db, clock, languages, entries, demonstration } = options;
  const auth = createAuth(options);
  // The work stands first, the keeping of the house last.
  const ordered = () => [...entries().filter((entry) => !desk.includes(entry)), ...desk];
  const house = { entries: ordered, languages: languages.all, demonstration };
  return {
    name: 'identity',
    routes: (app) => {
      app.use('/desk/*', recognise({ db, auth, house }));
      // The desk begins where the person's work does.
      app.get('/desk', guard('account.own'), (c) => {
        const mine = entriesOf(c.var.person, house);
        const first = mine.find(({ begins }) => begins) ?? mine[0];
        return c.redirect((first?.path ?? '/desk/account') + new URL(c.req.url).search);
      });
      routes(app, { ...options, auth });
    },
    seeds: () => makeAuditMonths(db, clock()),
    jobs: [
      job({
        name: 'identity.tidy',
        schema: z.object({}),
        every: '40 2 * * *',
        handle: async () => {
          await makeAuditMonths(db, clock());
          await sweep(db, clock());
        },
      }),
    ],
    desk,
  };
};
