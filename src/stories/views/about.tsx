import { can } from '../../identity/index.ts';
import { nameIn } from '../../places/index.ts';
import { Actions, Button, Field, Foreign, Form, Meta, Table, Tag } from '../../ui/index.ts';
import type { ItemTag } from '../store/tags.ts';
import { aboutOf, type StoryTag } from '../tags/about.ts';
import { boardOf, nameOfTag, type Registry, titleNote } from '../tags/registry.ts';
import { tagText } from '../tags/tag.ts';
import { type StoryProps, storyPath } from './parts.tsx';
import { Name } from './words.tsx';

export type AboutProps = StoryProps & { registry: Registry; tags: readonly ItemTag[] };

/** What a story is about, each with the words that say so, and how to correct it. */
export const About = (props: AboutProps) => {
  const { c, story, tags } = props;
  const { t } = c.var;
  const { first, rest } = aboutOf(story.tags, tags);
  const weave = can(c.var.person, 'story.weave');
  return (
    <section class="panel" id="about">
      <h2>{t('stories.about')}</h2>
      {first.length === 0 ? (
        <p class="quiet">{t('stories.about.none')}</p>
      ) : (
        <Tags {...props} caption={t('stories.about.list')} rows={first} weave={weave} />
      )}
      {rest.length > 0 ? (
        <details class="flow">
          <summary>{t('stories.about.rest', { count: rest.length })}</summary>
          <Tags {...props} caption={t('stories.about.rest.list')} rows={rest} weave={weave} />
        </details>
      ) : null}
      {weave ? <Add {...props} /> : null}
    </section>
  );
};

type TagsProps = AboutProps & { caption: string; rows: readonly StoryTag[]; weave: boolean };

const Tags = ({ caption, rows, weave, ...props }: TagsProps) => {
  const { c, registry } = props;
  const { t, lang } = c.var;
  return (
    <Table
      reader={c.var}
      caption={caption}
      rows={rows}
      columns={[
        {
          key: 'name',
          label: t('stories.about'),
          cell: (tag) => (
            <>
              <a href={boardOf(registry, tag)}>
                <Foreign>{nameOfTag(registry, tag, c.var)}</Foreign>
              </a>
              {tag.kind === 'title' ? <Meta items={[titleNote(registry, tag.key, lang)]} /> : null}
            </>
          ),
        },
        { key: 'kind', label: t('stories.tag.kind'), cell: ({ kind }) => t(`stories.tag.${kind}`) },
        { key: 'why', label: t('stories.tag.why'), cell: (tag) => <Why {...props} tag={tag} weave={weave} /> },
        ...(weave
          ? [
              {
                key: 'judge',
                label: t('stories.tag.judge'),
                unseenLabel: true,
                cell: (tag: StoryTag) => <Judge {...props} tag={tag} />,
              },
            ]
          : []),
      ]}
    />
  );
};

/** How many items say it and what a person said; on request the words, in which outlet's item. */
const Why = ({ tag, weave, ...props }: AboutProps & { tag: StoryTag; weave: boolean }) => {
  const { c, members, outlets } = props;
  const { t, lang } = c.var;
  const own = members.filter(({ copyOf, withdrawn }) => copyOf === null && !withdrawn).length;
  const shown = tag.items.filter(({ evidence }) => evidence.length > 0);
  return (
    <>
      {tag.verdict ? (
        <p>
          <Tag tone={tag.verdict.judged === 'yes' ? 'jade' : 'lacquer'}>
            {t(`stories.tag.judged.${tag.verdict.judged}`, { name: tag.verdict.personName })}
          </Tag>
        </p>
      ) : null}
      {shown.length === 0 ? null : (
        <details>
          <summary>{t('stories.tag.items', { count: shown.length, of: own })}</summary>
          <ul class="tag-words">
            {shown.map((item) => {
              const member = members.find(({ itemId }) => itemId === item.itemId);
              return (
                <li>
                  <a href={`/desk/items/${item.itemId}`}>
                    <Name outlet={member && outlets.get(member.outletId)} lang={lang} />
                  </a>
                  {': '}
                  <Words c={c} item={item} lang={member?.lang} />
                  {item.judged !== null && !item.whole
                    ? ` ${t(`stories.tag.judged.${item.judged}`, { name: item.personName ?? '' })} `
                    : null}
                  {weave && own > 1 ? <Judge {...props} tag={tag} item={item} /> : null}
                </li>
              );
            })}
          </ul>
        </details>
      )}
    </>
  );
};

const Words = ({ c, item, lang }: Pick<AboutProps, 'c'> & { item: ItemTag; lang: string | undefined }) => {
  const { t } = c.var;
  return (
    <>
      {item.evidence.map(({ words, office, where, count }, at) => (
        <>
          {at === 0 ? '' : '; '}“<Foreign lang={lang}>{office ? `${office} … ${words}` : words}</Foreign>”{' '}
          {t('stories.tag.where', { where: t(`stories.tag.where.${where}`), count })}
        </>
      ))}
    </>
  );
};

/** Says that the story, or one item, is about something or not, or takes back what was said. */
const Judge = ({ c, story, registry, tag, item }: AboutProps & { tag: StoryTag; item?: ItemTag }) => {
  const { t } = c.var;
  const said = item ? !item.whole && item.judged !== null : tag.verdict !== null;
  const named = story.tags.includes(tagText(tag));
  const judged = said ? 'undo' : item || named ? 'no' : 'yes';
  const label = item && judged === 'no' ? 'stories.tag.do.item' : (`stories.tag.do.${judged}` as const);
  return (
    <form method="post" action={`${storyPath(story.id)}/tags`}>
      <input type="hidden" name="tag" value={tagText(tag)} />
      <input type="hidden" name="seen" value={String(tag.seen)} />
      {item ? <input type="hidden" name="item" value={String(item.itemId)} /> : null}
      <Button kind="quiet" name="judged" value={judged} label={`${t(label)}: ${nameOfTag(registry, tag, c.var)}`}>
        {t(label)}
      </Button>
    </form>
  );
};

/** Says of the story what no words say: a place or title from the list, an organisation or person by name. */
const Add = ({ c, story, registry }: AboutProps) => {
  const { t, lang } = c.var;
  const action = `${storyPath(story.id)}/tags`;
  const order = new Intl.Collator(lang);
  const options = (of: readonly { value: string; label: string }[]) =>
    of.toSorted((a, b) => order.compare(a.label, b.label));
  const places = registry.atlas
    .current()
    .map(({ code, validFrom, names }) => ({ value: `place:${code}@${validFrom}`, label: nameIn(names, lang) }));
  const titles = [...registry.titles.values()].map(({ id, names }) => ({
    value: `title:${id}`,
    label: `${t('stories.tag.title')}: ${nameIn(names, lang)}`,
  }));
  const organisations = [...registry.organisations.values()].map(({ names }) => nameIn(names, lang));
  return (
    <details class="flow">
      <summary>{t('stories.tag.add')}</summary>
      <Form reader={c.var} action={action} inline label={t('stories.tag.add.listed')}>
        <Field
          reader={c.var}
          type="select"
          name="tag"
          id="f-tag-listed"
          label={t('stories.tag.add.listed')}
          required
          options={[...options(places), ...options(titles)]}
        />
        <Actions>
          <Button name="judged" value="yes">
            {t('stories.tag.add')}
          </Button>
        </Actions>
      </Form>
      <Form reader={c.var} action={action} inline label={t('stories.tag.add.named')}>
        <Field
          reader={c.var}
          type="select"
          name="kind"
          label={t('stories.tag.kind')}
          required
          options={(['organisation', 'person'] as const).map((value) => ({ value, label: t(`stories.tag.${value}`) }))}
        />
        <Field
          reader={c.var}
          name="name"
          id="f-tag-named"
          label={t('stories.tag.name')}
          required
          maxlength={80}
          suggestions={organisations}
        />
        <Actions>
          <Button name="judged" value="yes">
            {t('stories.tag.add')}
          </Button>
        </Actions>
      </Form>
    </details>
  );
};
