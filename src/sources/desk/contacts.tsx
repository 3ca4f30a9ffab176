import type { Context, Hono } from 'hono';
import { done, guard, record } from '../../identity/index.ts';
import { type Db, type Env, idIn } from '../../platform/index.ts';
import { readContact } from '../contact.ts';
import { typedIn } from '../form.ts';
import { addContacts, changeContact, contactById, eraseContact } from '../store/contacts.ts';
import { outletById } from '../store/outlets.ts';
import { ContactPage } from '../views/contacts.tsx';
import { NoOutlet, outletPath } from '../views/parts.tsx';

/** The contacts of an outlet. The audit trail says that there was one, and nothing about the person. */
export function contactRoutes(app: Hono<Env>, { db }: { db: Db }): void {
  const write = guard('source.write');
  const back = (c: Context, outletId: number, what: 'contact' | 'erased') =>
    done(c, `${outletPath(outletId)}`, `sources.done.${what}`);

  app.get('/desk/sources/outlets/:id/contacts', write, async (c) => {
    const outlet = await outletById(db, idIn(c));
    return outlet ? c.html(<ContactPage c={c} outlet={outlet} typed={{}} />) : c.html(<NoOutlet c={c} />, 404);
  });

  app.post('/desk/sources/outlets/:id/contacts', write, async (c) => {
    const outlet = await outletById(db, idIn(c));
    if (!outlet) return c.html(<NoOutlet c={c} />, 404);
    const typed = await typedIn(c.req);
    const read = readContact(typed, c.var.t);
    if ('errors' in read) return c.html(<ContactPage {...{ c, outlet, typed }} errors={read.errors} />, 422);
    await db.transaction().execute(async (trx) => {
      const [id = 0] = await addContacts(trx, [{ outletId: outlet.id, ...read.contact }]);
      const subject = `outlet:${outlet.id}`;
      await record(trx, { person: c.var.person, action: 'source.contact.add', subject, detail: { contact: id } });
    });
    return back(c, outlet.id, 'contact');
  });

  app.get('/desk/sources/contacts/:id', write, async (c) => {
    const contact = await contactById(db, idIn(c));
    const outlet = contact && (await outletById(db, contact.outletId));
    if (!contact || !outlet) return c.html(<NoOutlet c={c} />, 404);
    const { name, role, email, phone } = contact;
    const typed = { name, role: role ?? '', email: email ?? '', phone: phone ?? '' };
    return c.html(<ContactPage {...{ c, outlet, contact, typed }} />);
  });

  app.post('/desk/sources/contacts/:id', write, async (c) => {
    const contact = await contactById(db, idIn(c));
    const outlet = contact && (await outletById(db, contact.outletId));
    if (!contact || !outlet) return c.html(<NoOutlet c={c} />, 404);
    const typed = await typedIn(c.req);
    const read = readContact(typed, c.var.t);
    if ('errors' in read) return c.html(<ContactPage {...{ c, outlet, contact, typed }} errors={read.errors} />, 422);
    await db.transaction().execute(async (trx) => {
      await changeContact(trx, { id: contact.id, ...read.contact });
      const subject = `outlet:${outlet.id}`;
      const detail = { contact: contact.id };
      await record(trx, { person: c.var.person, action: 'source.contact.edit', subject, detail });
    });
    return back(c, outlet.id, 'contact');
  });

  app.post('/desk/sources/contacts/:id/erase', write, async (c) => {
    const contact = await contactById(db, idIn(c));
    if (!contact) return c.html(<NoOutlet c={c} />, 404);
    await db.transaction().execute(async (trx) => {
      await eraseContact(trx, contact.id);
      const subject = `outlet:${contact.outletId}`;
      const detail = { contact: contact.id };
      await record(trx, { person: c.var.person, action: 'source.contact.erase', subject, detail });
    });
    return back(c, contact.outletId, 'erased');
  });
}
