import type { Hono } from 'hono';
import type { Label, Service, Translate } from './i18n.ts';
import type { AnyJob } from './jobs.ts';
import type { Listener, Watcher } from './outbox.ts';

/** What every handler finds in its context. */
export type Env = {
  Variables: {
    requestId: string;
    /** The language of the page: from the address on the portal, from the reader's choice on the desk. */
    lang: string;
    service: Service;
    t: Translate;
  };
};

/** An entry of the desk's navigation. */
export type DeskEntry = {
  path: string;
  label: Label;
  /** Who sees it; a name from the permission table. */
  permission: string;
  /** Keys that go there, `g s` for example. */
  keys: string;
  /** How much waits there for a person; none is shown for 0. */
  count?: () => Promise<number>;
  /** The desk begins here for who sees it; else at the first entry. */
  begins?: true;
};

/**
 * A part of the program. Its name is also its folder, its PostgreSQL schema and its log category;
 * its migrations lie in `src/<name>/migrations`.
 */
export type Module = {
  name: string;
  routes?: (app: Hono<Env>) => void;
  jobs?: readonly AnyJob[];
  listens?: readonly Listener[];
  watches?: readonly Watcher[];
  /** Loads what must be there at every start, from the country pack; idempotent. */
  seeds?: () => Promise<void>;
  desk?: readonly DeskEntry[];
};
