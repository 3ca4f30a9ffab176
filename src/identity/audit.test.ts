import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFilter, told } from './views/audit.tsx';

test('a detail is told in one line, a change by what changed', () => {
  expect(told({ name: 'Lê Thu', role: 'editor', many: [1, 2] })).toBe('name: Lê Thu · role: editor · many: [1,2]');
  const from = { name: 'Lê Thu', role: 'editor' };
  expect(told({ from, to: { name: 'Lê Thu', role: 'owner' }, why: 'asked' })).toBe('role: editor → owner · why: asked');
  expect(told({ from: 'Thu', to: 'Lê Thu' })).toBe('Thu → Lê Thu');
  expect(told({})).toBe('');
});

test('whatever an address asks for becomes a filter that the database takes', () => {
  const of = (query: Record<string, string>) => readFilter((name) => query[name], 'Asia/Ho_Chi_Minh');
  expect(of({ from: '2026-02-28', until: '2026-02-31', action: ' article. ' })).toMatchObject({
    from: '2026-02-28',
    until: undefined,
    action: 'article.',
  });
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { subject, from } = of({ subject: text, from: text });
      expect(subject ?? '').not.toContain('\0');
      expect((subject ?? '').length).toBeLessThanOrEqual(200);
      expect((subject ?? '').isWellFormed()).toBe(true);
      expect(from).toBeUndefined();
    }),
  );
});
