import fc from 'fast-check';
import type { Child } from 'hono/jsx';
import { describe, expect, it } from 'vitest';
import { readLanguages } from '../platform/i18n.ts';
import { formatNumber, stepOf } from './charts/number.ts';
import { sparkPath } from './charts/sparkline.tsx';
import { Field } from './field.tsx';
import { Form } from './form.tsx';
import { safeHref, withParameters } from './link.ts';
import { Filters, Pager, pageNumbers } from './list.tsx';
import { Meta, Tag } from './meta.tsx';
import { inScript } from './portal-page.tsx';
import { pathHere } from './preferences.ts';
import type { Reader } from './reader.ts';
import { readSort, Table } from './table.tsx';
import { formatAgo, formatTime, Time } from './time.tsx';

const languages = readLanguages(new URL('../../locales', import.meta.url).pathname, 'vi');
const reader = (lang: string): Reader => ({ t: languages.translator(lang), service: languages.service(lang) });
const en = reader('en');
const vi = reader('vi');
const html = (node: Child) => String(node);

describe('Field', () => {
  it('keeps what was typed, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const escaped = html(<p title={typed} />).slice('<p title='.length, -'></p>'.length);
        expect(html(<Field reader={en} label="Name" name="name" value={typed} />)).toContain(` value=${escaped}`);
        const area = html(<Field reader={en} type="textarea" label="Notes" name="notes" value={typed} />);
        expect(area.slice(area.indexOf('>', area.indexOf('<textarea')) + 1, area.indexOf('</textarea>'))).toBe(
          html(<i>{typed}</i>).slice(3, -4),
        );
      }),
    );
  });

  it('keeps the choice of a select, of radios and of a checkbox', () => {
    const options = ['a', 'b'].map((value) => ({ value, label: value.toUpperCase() }));
    expect(html(<Field reader={en} type="select" label="Kind" name="k" value="b" options={options} />)).toContain(
      '<option value="b" selected="">',
    );
    expect(html(<Field reader={en} type="radios" label="Kind" name="k" value="b" options={options} />)).toMatch(
      /value="b" checked=""/,
    );
    expect(html(<Field reader={en} type="checkbox" label="Weave" name="w" checked />)).toMatch(/value="1" checked=""/);
  });

  it('never sends a password back', () => {
    expect(html(<Field reader={en} type="password" label="Password" name="p" value="secret" />)).not.toContain(
      'secret',
    );
  });

  it('ties hint and error to the control', () => {
    const field = html(<Field reader={en} label="Name" name="name" hint="In full." error="Give a name." />);
    expect(field).toContain('aria-describedby="f-name-hint f-name-error"');
    expect(field).toContain('aria-invalid="true"');
    expect(field).toContain('<p class="error" id="f-name-error">Give a name.</p>');
  });
});

describe('Form', () => {
  it('gathers its errors and leads to their fields', () => {
    const form = html(
      <Form reader={en} action="/x" errors={{ name: 'Give a name.', '': 'The outlet is known already.' }} />,
    );
    expect(form).toContain('2 things need your attention');
    expect(form).toContain('<a href="#f-name">Give a name.</a>');
    expect(form).toContain('<li>The outlet is known already.</li>');
    expect(form).toContain(' novalidate=""');
  });

  it('says a single error of the whole form as it is', () => {
    const form = html(<Form reader={en} action="/x" errors={{ '': 'Email or password is not right.' }} />);
    expect(form).toContain('<p class="notice-title">Email or password is not right.</p>');
    expect(form).not.toContain('<ul>');
  });
});

describe('Table', () => {
  const columns = [
    { key: 'name', label: 'Name', sort: true, cell: (row: { name: string }) => row.name },
    { key: 'size', label: 'Size', number: true, sort: true, cell: () => 3 },
  ];
  const table = (sort?: { by: string; descending: boolean }) =>
    html(
      <Table
        reader={en}
        caption="Outlets"
        count={1200}
        columns={columns}
        rows={[{ name: '<b>' }]}
        href={() => '/x'}
        address="/list?q=hà&page=4"
        sort={sort}
      />,
    );

  it('says what it shows and how many', () => {
    expect(table()).toContain('<span class="table-title">Outlets</span>');
    expect(table()).toContain('1,200 rows');
    expect(table()).toContain('<a class="row-link" href="/x">&lt;b&gt;</a>');
  });

  it('sorts by address, keeping the rest of it and going back to the first page', () => {
    expect(table()).toContain('href="/list?q=h%C3%A0&amp;sort=name"');
    expect(table({ by: 'name', descending: false })).toContain('href="/list?q=h%C3%A0&amp;sort=-name"');
    expect(table({ by: 'name', descending: true })).toContain('aria-sort="descending"');
  });

  it('reads only the orders it allows', () => {
    const fallback = { by: 'name', descending: false };
    expect(readSort('-size', ['name', 'size'], fallback)).toEqual({ by: 'size', descending: true });
    expect(readSort('drop table', ['name', 'size'], fallback)).toEqual(fallback);
    expect(readSort(undefined, ['name', 'size'], fallback)).toEqual(fallback);
  });
});

describe('Pager', () => {
  it('shows the first, the last and those around', () => {
    expect(pageNumbers(5, 9)).toEqual([1, undefined, 4, 5, 6, undefined, 9]);
    expect(pageNumbers(1, 3)).toEqual([1, 2, 3]);
    expect(pageNumbers(3, 5)).toEqual([1, 2, 3, 4, 5]);
  });

  it('always names the present page once, in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }), (page, more) => {
        const numbers = pageNumbers(page, page + more).filter((n) => n !== undefined);
        expect(numbers.filter((n) => n === page)).toHaveLength(1);
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      }),
    );
  });

  it('is silent when there is one page', () => {
    expect(html(<Pager reader={en} address="/x" page={1} pages={1} />)).toBe('');
    expect(html(<Pager reader={en} />)).toBe('');
  });
});

describe('Filters', () => {
  it('can all be taken away at once', () => {
    expect(html(<Filters reader={vi} action="/desk/sources" active={2} />)).toContain(
      '<a class="button button-quiet" href="/desk/sources">Bỏ 2 bộ lọc</a>',
    );
    expect(html(<Filters reader={vi} action="/desk/sources" />)).not.toContain('Bỏ');
  });
});

describe('Time', () => {
  const at = new Date('2026-11-22T20:05:00Z');

  it('is told in the words, order and zone of the reader', () => {
    expect(formatTime(at, en, 'day')).toBe('23 November 2026');
    expect(formatTime(at, en, 'weekday')).toBe('Monday, 23 November 2026');
    expect(formatTime(at, en, 'minute')).toBe('23 November 2026 at 03:05');
    expect(formatTime(at, vi, 'day')).toBe('23/11/2026');
    expect(formatTime(at, vi, 'weekday')).toBe('Thứ Hai, 23/11/2026');
    expect(formatTime(at, vi, 'minute')).toBe('03:05 23/11/2026');
    expect(formatTime(at, vi, 'clock')).toBe('03:05');
  });

  it('is told relative within a week, in full in its title', () => {
    const now = new Date('2026-11-22T23:20:00Z');
    expect(html(<Time at={at} reader={en} now={now} />)).toBe(
      '<time datetime="2026-11-22T20:05:00.000Z" title="23 November 2026 at 03:05">3 hours ago</time>',
    );
    expect(formatAgo(at, now, vi)).toBe('3 giờ trước');
    expect(formatAgo(new Date('2026-11-22T23:19:50Z'), now, en)).toBe('now');
    expect(formatAgo(new Date('2026-11-25T23:20:00Z'), now, en)).toBe('in 3 days');
    expect(formatAgo(new Date('2026-11-10T00:00:00Z'), now, en)).toBeUndefined();
  });
});

describe('addresses', () => {
  it('run nothing', () => {
    for (const hostile of [
      'javascript:alert(1)',
      ' JaVaScRiPt:alert(1)',
      'java\nscript:alert(1)',
      '\u0001javascript:x',
      'data:text/html,x',
      'vbscript:x',
    ])
      expect(safeHref(hostile), hostile).toBeUndefined();
    for (const fine of ['/a?b=c:d', '#x', '?page=2', 'https://x.vn/a', 'mailto:a@b.vn', 'a/b:c', '//x.vn'])
      expect(safeHref(fine), fine).toBe(fine);
  });

  it('change some parameters and keep the others', () => {
    expect(withParameters('/x?a=1&b=2&page=9', { b: undefined, page: 3, c: '' })).toBe('/x?a=1&page=3');
    expect(withParameters('https://host/x?a=%C3%A0', { b: 'é' })).toBe('/x?a=%C3%A0&b=%C3%A9');
  });

  it('lead back only to this server', () => {
    expect(pathHere('/desk/sources?q=1')).toBe('/desk/sources?q=1');
    for (const elsewhere of [
      '//evil.example/x',
      '/\\evil.example',
      'https://evil.example',
      '',
      undefined,
      7,
      '/\t/evil.example',
    ])
      expect(pathHere(elsewhere), String(elsewhere)).toBeUndefined();
  });
});

describe('inScript', () => {
  it('reads back as it was and can end no element', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const written = inScript(data);
        expect(written).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.stringify(JSON.parse(written))).toBe(JSON.stringify(data));
      }),
    );
  });
});

describe('Meta and Tag', () => {
  it('leave out what is empty and escape the rest', () => {
    expect(html(<Meta items={['<i>', null, undefined, false, '', 0, <Tag tone="jade">ok</Tag>]} />)).toBe(
      '<ul class="meta"><li>&lt;i&gt;</li><li>0</li><li><span class="tag tag-jade">ok</span></li></ul>',
    );
  });
});

describe('charts', () => {
  it('keep every point of a sparkline inside its box', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 60 }),
        (values) => {
          for (const [x, y] of sparkPath(values, 96, 24)) {
            expect(x).toBeGreaterThanOrEqual(0);
            expect(x).toBeLessThanOrEqual(96);
            expect(y).toBeGreaterThanOrEqual(0);
            expect(y).toBeLessThanOrEqual(24);
          }
        },
      ),
    );
  });

  it('step from nothing to the greatest', () => {
    expect([0, 1, 20, 21, 99, 100].map((value) => stepOf(value, 100))).toEqual([0, 1, 1, 2, 5, 5]);
    expect(stepOf(0, 0)).toBe(0);
  });

  it('write numbers as the reader does', () => {
    expect(formatNumber(en)(1284.5)).toBe('1,284.5');
    expect(formatNumber(vi)(1284.5)).toBe('1.284,5');
  });
});
