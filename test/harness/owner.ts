import type { House } from './house.ts';

/** What the desk answered. */
type Answer = { status: number; text: string; location: string };

const password = 'ô cửa thứ chín mở ra';

/** The first owner of a running house, who works at the desk by HTTP as a browser without script would. */
export class Owner {
  readonly #cookies = new Map<string, string>();
  readonly house: House;

  private constructor(house: House) {
    this.house = house;
  }

  /** Becomes the owner by the one-time link of a house that has none. */
  static async welcome(house: House): Promise<Owner> {
    if (house.ownerLink === undefined) throw new Error(`owner: the house has an owner already:\n${house.said()}`);
    const owner = new Owner(house);
    const link = new URL(house.ownerLink);
    const token = link.searchParams.get('token') ?? '';
    const form = {
      token,
      name: 'Nguyễn Thị Mở',
      email: 'mo@cuaso.test',
      organisation: 'Ban biên tập',
      password,
      again: password,
    };
    const done = await owner.post(link.pathname, form);
    if (done.status !== 303) throw new Error(`owner: the welcome page answered ${done.status}:\n${done.text}`);
    return owner;
  }

  get(path: string): Promise<Answer> {
    return this.#ask(path, { method: 'GET' });
  }

  /** Sends a form; files go as multipart. */
  post(path: string, form: Record<string, string | File>): Promise<Answer> {
    const files = Object.values(form).some((value) => typeof value !== 'string');
    const body = files ? new FormData() : new URLSearchParams();
    for (const [name, value] of Object.entries(form)) body.append(name, value as string);
    return this.#ask(path, { method: 'POST', body });
  }

  /** Begins an article and gives its address at the desk. */
  async begin({ title, lang = 'en' }: { title: string; lang?: string }): Promise<string> {
    const { location, status, text } = await this.post('/desk/articles', { title, lang, kind: 'official' });
    if (status !== 303) throw new Error(`owner: a new article was answered ${status}:\n${text}`);
    return location.split('?')[0] ?? '';
  }

  /** Saves a text; gives whether the desk acknowledged it. */
  async save(address: string, text: { title: string; lead: string; body: string }): Promise<boolean> {
    const based = fieldValue((await this.get(address)).text, 'based');
    const saved = await this.post(`${address}/save`, { based, kind: 'official', ...text });
    return saved.status === 303;
  }

  /** Releases a text; gives its public path. */
  async release(address: string): Promise<string> {
    const panel = (await this.get(`${address}/publish`)).text;
    const form = { revision: fieldValue(panel, 'revision'), slug: fieldValue(panel, 'slug'), confirm: 'yes' };
    const done = await this.post(`${address}/publish`, form);
    if (done.status !== 303) throw new Error(`owner: publishing was answered ${done.status}:\n${done.text}`);
    const [, lang = ''] = /\/([a-z]{2})$/.exec(address) ?? [];
    const page = (await this.get(`${address}/publish`)).text;
    const path = new RegExp(`href="(/${lang}/[^"/]+-[0-9a-z]+)"`).exec(page)?.[1];
    if (path === undefined) throw new Error(`owner: no public address on the page of ${address}`);
    return path;
  }

  /** Writes and publishes an article of so many paragraphs; gives its public path. */
  async publish({ title, paragraphs = 3 }: { title: string; paragraphs?: number }): Promise<string> {
    const address = await this.begin({ title });
    const lead = 'A page that stands on the bench, so that it can be measured beside a static file.';
    const saved = await this.save(address, { title, lead, body: prose(paragraphs) });
    if (!saved) throw new Error(`owner: ${address} was not saved`);
    return this.release(address);
  }

  async #ask(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(this.house.url + path, {
      ...init,
      redirect: 'manual',
      headers: {
        origin: this.house.url,
        'accept-language': 'en',
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    const location = response.headers.get('location') ?? '';
    return { status: response.status, text: await response.text(), location: location.replace(this.house.url, '') };
  }
}

const fieldValue = (page: string, name: string): string =>
  new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(page)?.[1] ?? '';

const words =
  'the window opens on a river that carries boats past gardens and markets where people weave silk carve wood and bake pottery while the evening light settles on the roofs of the old town and the hills behind it'.split(
    ' ',
  );

/** English sentences that do not repeat, so that they compress as writing does and not as a pattern. */
function prose(paragraphs: number): string {
  let seed = 42;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const sentence = () => {
    const said = Array.from({ length: 8 + next(14) }, () => words[next(words.length)] ?? '').join(' ');
    return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
  };
  return Array.from({ length: paragraphs }, () => Array.from({ length: 3 + next(4) }, sentence).join(' ')).join('\n\n');
}
