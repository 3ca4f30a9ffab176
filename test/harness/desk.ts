import { Hono } from 'hono';
import { firstOwnerLink, identity, type OrganisationKind, type Role } from '../../src/identity/index.ts';
import { pageLanguage } from '../../src/platform/http/language.ts';
import {
  type Clock,
  clientAddressHeader,
  type Db,
  type Env,
  type Module,
  packageRoot,
  readLanguages,
  systemClock,
} from '../../src/platform/index.ts';

/** What a page answered. */
export type Answer = { status: number; text: string; location: string | null; headers: Headers };

/** Somebody with a browser: keeps cookies, follows nothing. */
export type Visitor = {
  readonly address: string;
  readonly cookies: Map<string, string>;
  get(path: string): Promise<Answer>;
  post(path: string, form?: Record<string, string>): Promise<Answer>;
  /** Asks for what never ends by itself; whoever asks cancels its body. */
  stream(path: string): Promise<Response>;
};

export const password = 'bông gió chín ô cửa';

/** The one-time link that a page shows. */
export function linkIn(text: string): string {
  const link = /https?:\/\/[\w.:]+\/desk\/welcome\?token=[\w-]+/.exec(text)?.[0];
  if (!link) throw new Error(`testDesk: no one-time link on the page:\n${text}`);
  return link;
}

export type TestDesk = ReturnType<typeof testDesk>;

/**
 * A desk over a test database: the pages of identity and of the modules given, in memory.
 * `visitor()` is nobody yet, from a network address of its own; `person(role)` is signed in.
 */
export function testDesk(
  db: Db,
  modules: readonly Module[] = [],
  { clock = systemClock, publicUrl = 'http://cuaso.test' }: { clock?: Clock; publicUrl?: string } = {},
) {
  const languages = readLanguages(`${packageRoot}/locales`, 'vi');
  const all: Module[] = [];
  const house = identity({
    db,
    clock,
    languages,
    publicUrl,
    secret: 'a secret of the tests, long enough to sign',
    nationalDesk: { en: 'National Desk', vi: 'Ban biên tập quốc gia' },
    entries: () => all.flatMap((module) => module.desk ?? []),
    demonstration: false,
  });
  all.push(house, ...modules);
  const app = new Hono<Env>();
  app.use(pageLanguage(languages));
  for (const module of all) module.routes?.(app);

  let visitors = 0;
  const visitor = (address = `10.0.${visitors >> 8}.${visitors++ & 255}`): Visitor => {
    const cookies = new Map<string, string>();
    const headersNow = (): Headers => {
      const headers = new Headers({ [clientAddressHeader]: address, 'accept-language': 'en', origin: publicUrl });
      if (cookies.size > 0) headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
      return headers;
    };
    const ask = async (method: string, path: string, body?: URLSearchParams): Promise<Answer> => {
      const headers = headersNow();
      const response = await app.request(publicUrl + path, { method, headers, ...(body ? { body } : {}) });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '' || /max-age=0\b/i.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
      const { status } = response;
      return {
        status,
        text: await response.text(),
        location: response.headers.get('location'),
        headers: response.headers,
      };
    };
    return {
      address,
      cookies,
      get: (path) => ask('GET', path),
      post: (path, form = {}) => ask('POST', path, new URLSearchParams(form)),
      stream: async (path) => app.request(publicUrl + path, { headers: headersNow() }),
    };
  };

  const enter = async (link: string, form: Record<string, string> = {}): Promise<Visitor> => {
    const { pathname, searchParams } = new URL(link);
    const person = visitor();
    const answer = await person.post(pathname, {
      token: searchParams.get('token') ?? '',
      password,
      again: password,
      ...form,
    });
    if (answer.status !== 303) throw new Error(`testDesk: the link was refused with ${answer.status}:\n${answer.text}`);
    return person;
  };

  let owner: Promise<Visitor> | undefined;
  /** The first owner of the national desk, signed in. */
  const firstOwner = (): Promise<Visitor> => {
    owner ??= (async () => {
      const link = await firstOwnerLink(db, { clock, publicUrl });
      if (!link) throw new Error('testDesk: there is an owner already');
      return await enter(link, { name: 'Lê Chủ Nhà', email: 'owner@example.vn', organisation: 'National Desk' });
    })();
    return owner;
  };

  /** The id of an organisation of a kind, made when there is none yet; a national desk is there already. */
  const organisation = async (kind: OrganisationKind): Promise<string> => {
    const by = await firstOwner();
    const named = kind === 'national-desk' ? 'National Desk' : `The ${kind}`;
    const find = async () => {
      const { text } = await by.get('/desk/organisations');
      return new RegExp(`/desk/organisations/([^"]+)"[^>]*><bdi>${named}<`).exec(text)?.[1];
    };
    const known = await find();
    if (known) return known;
    await by.post('/desk/organisations', { name: named, kind });
    const made = await find();
    if (!made) throw new Error(`testDesk: the organisation ${named} was not made`);
    return made;
  };

  let people = 0;
  /** A new person in a role, signed in; of the national desk, or of an organisation of another kind. */
  const person = async (role: Role, kind: OrganisationKind = 'national-desk'): Promise<Visitor & { email: string }> => {
    const by = await firstOwner();
    const email = `${role}-${++people}@example.vn`;
    const form = { name: `${role} ${people}`, email, role, organisation: await organisation(kind) };
    const { text } = await by.post('/desk/people/invite', form);
    return Object.assign(await enter(linkIn(text)), { email });
  };

  return { app, house, visitor, enter, firstOwner, organisation, person };
}
