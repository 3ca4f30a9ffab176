import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moduleNames } from '../src/modules.ts';

const root = resolve(import.meta.dirname, '..');

type Source = {
  path: string;
  module: string | undefined;
  text: string;
  code: string;
  imports: { from: string; path: string }[];
};

const sources: Source[] = globSync(['src/**/*.{ts,tsx}', 'bin/**/*.ts'], { cwd: root }).sort().map(read);
const product = sources.filter((source) => !/\.(test|gen|fixtures)\.tsx?$/.test(source.path));
const inModules = product.filter((source) => source.module !== undefined);

function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const [top, module] = path.split('/');
  const imports = [...text.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)'([^']+)'/g)].map(([, from = '']) => ({
    from,
    path: from.startsWith('.') ? relative(root, resolve(root, dirname(path), from)) : from,
  }));
  return {
    path,
    module: top === 'src' && path.split('/').length > 2 ? module : undefined,
    text,
    code: text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1'),
    imports,
  };
}

/** The places that break a rule, as `path: what`; a rule holds when there are none. */
const breaches = (from: readonly Source[], find: (source: Source) => string[]): string[] =>
  from.flatMap((source) => find(source).map((what) => `${source.path}: ${what}`));

const matches = (source: Source, pattern: RegExp): string[] =>
  [...source.code.matchAll(pattern)].map(([found]) => found.trim());

const order = new Map<string, number>(moduleNames.map((name, place) => [name, place]));
const moduleOf = (path: string): string | undefined => /^src\/([^/]+)\//.exec(path)?.[1];
const isStore = (path: string) => /^src\/[^/]+\/(store\.ts|store\/.+\.ts)$/.test(path);

describe('the files that are judged', () => {
  it('are all there', () => {
    expect(product.length).toBeGreaterThan(150);
    expect(new Set(inModules.map((source) => source.module))).toEqual(new Set(moduleNames));
    expect(inModules.flatMap((source) => source.imports).length).toBeGreaterThan(400);
  });
});

describe('rule 1: a module imports only from earlier ones', () => {
  it('holds', () => {
    const found = breaches(inModules, (source) =>
      source.imports
        .map(({ path }) => path)
        .filter((path) => path.startsWith('src/') || path.startsWith('bin/'))
        .filter((path) => {
          const other = moduleOf(path);
          if (other === undefined) return true;
          return (order.get(other) ?? Infinity) > (order.get(source.module ?? '') ?? -1);
        })
        .map((path) => `imports ${path}, which comes later`),
    );
    expect(found).toEqual([]);
  });
});

describe('rule 2: across modules only through the door', () => {
  it('imports only index.ts of another module', () => {
    const found = breaches(inModules, (source) =>
      source.imports
        .filter(
          ({ path }) =>
            moduleOf(path) !== undefined && moduleOf(path) !== source.module && basename(path) !== 'index.ts',
        )
        .map(({ path }) => `imports ${path}`),
    );
    expect(found).toEqual([]);
  });

  it('keeps the door small and its names plain', () => {
    const doors = inModules.filter((source) => source.path === `src/${source.module}/index.ts`);
    expect(doors.map((door) => door.module).sort()).toEqual([...moduleNames].sort());
    const found = breaches(doors, (door) => {
      const exported = [...door.code.matchAll(/export\s+(?:type\s+)?\{([^}]*)\}/g)]
        .flatMap(([, names = '']) => names.split(','))
        .filter((name) => name.trim() !== '' && !name.trim().startsWith('type ')).length;
      const values = door.code.match(/^export (?:async )?(?:function|const|class) /gm)?.length ?? 0;
      return [
        ...(door.code.includes('export *') ? ['export *'] : []),
        ...(exported + values > 45 ? [`${exported + values} names`] : []),
      ];
    });
    expect(found).toEqual([]);
  });
});

describe('rule 3: SQL stands in the store, each module in its own schema', () => {
  it('imports the query builder only in stores and in the platform', () => {
    const found = breaches(
      inModules.filter((source) => source.module !== 'platform' && !isStore(source.path)),
      (source) => [
        ...source.imports.filter(({ from }) => from === 'kysely' || from === 'pg').map(({ from }) => `imports ${from}`),
        ...matches(source, /\bsql(?:<[^>`]*>)?`/g),
      ],
    );
    expect(found).toEqual([]);
  });

  it('names no table of another module', () => {
    const others = (module: string) => moduleNames.filter((name) => name !== module).join('|');
    const stores = inModules.filter((source) => isStore(source.path));
    expect(stores.length).toBeGreaterThan(8);
    const found = breaches(stores, (source) =>
      matches(
        source,
        new RegExp(
          `(?:\\b(?:from|join|into|update|table)\\s+|['"\`])(?:${others(source.module ?? '')})\\.[a-z_]+\\b`,
          'g',
        ),
      ).filter((text) => !/^['"`](?:\w+)\.\w+$/.test(text) || isTable(text.slice(1))),
    );
    expect(found).toEqual([]);
  });

  it('holds for the migrations too', () => {
    const files = globSync('src/*/migrations/*.sql', { cwd: root });
    expect(files.length).toBeGreaterThan(6);
    const found = files.flatMap((path) => {
      const own = moduleOf(path);
      const text = readFileSync(join(root, path), 'utf8').replace(/--.*$/gm, '');
      return moduleNames
        .filter((name) => name !== own && new RegExp(`\\b${name}\\.[a-z_]+`).test(text))
        .map((name) => `${path}: names ${name}.*`);
    });
    expect(found).toEqual([]);
  });
});

const tables = new Set(
  globSync('src/*/migrations/*.sql', { cwd: root }).flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/create table (?:if not exists )?([a-z]+\.[a-z_]+)/g)].map(
      ([, name = '']) => name,
    ),
  ),
);
const isTable = (name: string): boolean => tables.has(name);

describe('rule 4: news travels as events', () => {
  it('writes into the outbox only in events.ts, one helper for each event', () => {
    const found = breaches(
      inModules.filter((source) => source.module !== 'platform' && basename(source.path) !== 'events.ts'),
      (source) => matches(source, /\bemit\(/g),
    );
    expect(found).toEqual([]);
  });

  it('listens only to events that it or an earlier module writes', () => {
    const written = new Map(
      inModules
        .filter((source) => basename(source.path) === 'events.ts')
        .flatMap((source) =>
          [...source.code.matchAll(/'([a-z]+\.[a-z-]+)'/g)].map(([, event = '']): [string, string] => [
            event,
            source.module ?? '',
          ]),
        ),
    );
    const found = breaches(inModules, (source) =>
      [...source.code.matchAll(/\bevent: '([^']+)'/g)].flatMap(([, event = '']) => {
        const writer = written.get(event);
        if (writer === undefined) return [`listens to ${event}, which nobody writes`];
        return (order.get(writer) ?? 0) <= (order.get(source.module ?? '') ?? 0)
          ? []
          : [`listens to ${event} of ${writer}`];
      }),
    );
    expect(written.size).toBeGreaterThan(3);
    expect(found).toEqual([]);
  });
});

describe('rule 5: settings, network and time come in by one door each', () => {
  it('reads the environment only in the configuration', () => {
    expect(
      breaches(
        product.filter(({ path }) => path !== 'src/platform/config.ts'),
        (source) => matches(source, /\bprocess\.env\b/g),
      ),
    ).toEqual([]);
  });

  it('goes to the network only by the safe fetch', () => {
    const found = breaches(
      product.filter(({ path }) => !/^src\/platform\/(fetch|http)\//.test(path) && !path.includes('/islands/')),
      (source) => [
        ...source.imports
          .filter(({ from }) => /^(undici|node:(https|net|tls|dgram|http2))$/.test(from))
          .map(({ from }) => `imports ${from}`),
        ...matches(source, /\bglobalThis\.fetch\b/g),
        ...matches(source, /(?<![.\w])fetch\('http/g),
      ],
    ).filter((breach) => !/^bin\/commands\/doctor\.ts: imports node:net|embedded\.ts: imports node:net/.test(breach));
    expect(found).toEqual([]);
  });

  it('asks only the clock for the time', () => {
    const found = breaches(
      product.filter(({ path }) => path !== 'src/platform/clock.ts' && !path.includes('/islands/')),
      (source) => matches(source, /\bDate\.now\(\)|\bnew Date\(\)/g),
    );
    expect(found).toEqual([]);
  });
});

describe('what outlets wrote reaches readers only as far as they allow', () => {
  const shown = inModules.filter((source) => (order.get(source.module ?? '') ?? 0) > (order.get('stories') ?? 0));

  it('asks for rights in one place', () => {
    const askers = breaches(
      inModules.filter(({ module }) => module !== 'sources'),
      (source) => matches(source, /\brightsOn\b/g),
    );
    expect([...new Set(askers)]).toEqual(['src/ingest/showable.ts: rightsOn']);
  });

  it('lets no module after stories read items', () => {
    expect(shown.length).toBeGreaterThan(80);
    const found = breaches(shown, (source) =>
      [...source.code.matchAll(/import[^;]*?\{([^}]*)\}\s*from\s*'[^']*\/ingest\/index\.ts'/g)]
        .flatMap(([, names = '']) => names.split(','))
        .map((name) => name.trim())
        .filter((name) => !['', 'fetchDue', 'ingest', 'type Showable'].includes(name))
        .map((name) => `reads ${name}`),
    );
    expect(found).toEqual([]);
  });

  it('takes nothing for allowed that was not judged', () => {
    const found = breaches(
      inModules.filter(({ path }) => path !== 'src/ingest/showable.ts'),
      (source) => matches(source, /\bas (?:unknown as )?(?:Showable|PublicItem)\b/g),
    );
    expect(found).toEqual([]);
  });
});

describe('rule 6: files and folders stay small and well named', () => {
  it('has no file over 400 lines', () => {
    expect(
      breaches(product, ({ text }) => (text.split('\n').length > 401 ? [`${text.split('\n').length} lines`] : [])),
    ).toEqual([]);
  });

  it('has no drawers', () => {
    expect(
      breaches(product, ({ path }) =>
        path.split('/').filter((part) => /^(lib|utils?|helpers?|common|misc)(\.|$)/.test(part)),
      ),
    ).toEqual([]);
  });

  it('gives every module a README', () => {
    expect(moduleNames.filter((name) => !existsSync(join(root, 'src', name, 'README.md')))).toEqual([]);
  });

  it('says of every exported function what it gives', () => {
    const found = breaches(product, ({ text }) =>
      [...text.matchAll(/^(?!.*\*\/).*\n(export (?:async )?function\*? (\w+))/gm)].map(
        ([, , name = '']) => `${name} has no docstring`,
      ),
    );
    expect(found).toEqual([]);
  });

  it('writes no style or script into a page', () => {
    const pages = product.filter(({ path }) => path.endsWith('.tsx') && !path.includes('/islands/'));
    expect(pages.length).toBeGreaterThan(20);
    expect(
      breaches(pages, (source) => matches(source, /\sstyle=\{|\sstyle="[a-z-]+\s*:|\son[a-z]+=\{?["'`]/g)),
    ).toEqual([]);
  });
});
