import { can, DeskPage } from '../../identity/index.ts';
import { Actions, Button, Foreign, languageWithin, Meta, Notice, Table, Tag, Time, Timeline } from '../../ui/index.ts';
import { type Member, titleIn } from '../story.ts';
import { About, type AboutProps } from './about.tsx';
import { Compare } from './compare.tsx';
import { Decisions, Merge } from './decisions.tsx';
import { Events } from './events.tsx';
import { CopyNote, classOf, Seen, type StoryProps, storyPath } from './parts.tsx';
import { SourcePicture } from './picture.tsx';
import { languageName, Name, whyInWords } from './words.tsx';

/** One story: what was said when and by whom, why its items are together, and what people may decide about it. */
export const StoryPage = (props: AboutProps) => {
  const { c, now, story, members, refused } = props;
  const { t, lang, person } = c.var;
  const { title, lang: written } = titleIn(story, lang);
  const weave = can(person, 'story.weave');
  return (
    <DeskPage
      c={c}
      title={title}
      above={[{ href: '/desk/stories', label: t('stories.title') }]}
      flash={
        refused ? (
          <Notice kind="error" title={t('stories.refused')}>
            <p>{refused}</p>
          </Notice>
        ) : undefined
      }
      lead={
        <Meta
          items={[
            t('stories.outlets.count', { count: story.outletIds.length }),
            t('stories.items.count', { count: story.items }),
            story.copies > 0 ? t('stories.copies.count', { count: story.copies }) : null,
            story.langs.map((code) => languageName(code, c.var)).join(', '),
            written === lang ? null : t('stories.written', { language: languageWithin(written, lang) }),
            <>
              {t('stories.newest')} <Time at={story.lastAt} reader={c.var} now={now} />
            </>,
            story.pinned ? <Tag tone="gold">{t('stories.pinned')}</Tag> : null,
            story.muted ? <Tag>{t('stories.muted')}</Tag> : null,
          ]}
        />
      }
      actions={
        <>
          {can(person, 'article.write') ? (
            <Button kind="strong" href={`/desk/articles/new?story=${story.id}`} keys="e">
              {t('stories.write')}
            </Button>
          ) : null}
          {weave ? <Marks {...props} /> : null}
        </>
      }
    >
      <section class="panel">
        <h2>{t('stories.timeline')}</h2>
        <Chronicle {...props} />
      </section>
      <About {...props} />
      <Compare {...props} />
      <Items {...props} weave={weave} />
      <Events {...props} />
      {weave ? <Merge {...props} /> : null}
      <Decisions {...props} weave={weave} />
      {members.length < story.items ? (
        <p class="quiet">{t('stories.cut', { shown: members.length, count: story.items })}</p>
      ) : null}
    </DeskPage>
  );
};

const Marks = ({ c, story, decisions }: StoryProps) => {
  const { t } = c.var;
  return (
    <form method="post" action={`${storyPath(story.id)}/mark`} class="actions">
      <Seen decisions={decisions} />
      <button class="button" type="submit" name="deed" value={story.pinned ? 'unpin' : 'pin'}>
        {story.pinned ? t('stories.unpin') : t('stories.pin')}
      </button>
      <button class="button" type="submit" name="deed" value={story.muted ? 'unmute' : 'mute'}>
        {story.muted ? t('stories.unmute') : t('stories.mute')}
      </button>
    </form>
  );
};

const Chronicle = ({ c, members, outlets }: StoryProps) => {
  const { t, lang } = c.var;
  return (
    <Timeline
      reader={c.var}
      label={t('stories.timeline')}
      moments={members.map((member, place) => ({
        at: member.published,
        title: member.title,
        lang: member.lang,
        href: member.withdrawn ? undefined : (member.url ?? undefined),
        tone: member.copyOf !== null ? ('plain' as const) : place === 0 ? ('gold' as const) : ('jade' as const),
        note: (
          <Meta
            items={[
              <Name outlet={outlets.get(member.outletId)} lang={lang} />,
              classOf(c, outlets.get(member.outletId)),
              languageName(member.lang, c.var),
              place === 0 ? t('stories.first') : null,
              member.withdrawn ? t('stories.withdrawn') : null,
              member.copyOf === null ? null : <CopyNote c={c} member={member} members={members} outlets={outlets} />,
            ]}
          />
        ),
      }))}
    />
  );
};

const Items = (props: StoryProps & { weave: boolean }) => {
  const { c, now, story, members, outlets, weave } = props;
  const { t, lang } = c.var;
  const table = (
    <Table
      reader={c.var}
      caption={t('stories.items')}
      count={story.items}
      rows={members}
      columns={[
        {
          key: 'title',
          label: t('stories.item'),
          cell: ({ itemId, title, lang, withdrawn }) => (
            <>
              <a href={`/desk/items/${itemId}`}>
                <Foreign lang={lang}>{title}</Foreign>
              </a>{' '}
              {withdrawn ? <Tag tone="lacquer">{t('stories.withdrawn')}</Tag> : null}
            </>
          ),
        },
        ...(props.pictures.size > 0
          ? [
              {
                key: 'picture',
                label: t('stories.picture'),
                cell: (member: Member) => <SourcePicture {...props} member={member} />,
              },
            ]
          : []),
        {
          key: 'outlet',
          label: t('stories.outlet'),
          cell: (member) => (
            <>
              <Name outlet={outlets.get(member.outletId)} lang={lang} />
              <Meta items={[classOf(c, outlets.get(member.outletId)), languageName(member.lang, c.var)]} />
            </>
          ),
        },
        {
          key: 'time',
          label: t('stories.published'),
          cell: ({ published }) => <Time at={published} reader={c.var} now={now} />,
        },
        {
          key: 'why',
          label: t('stories.why'),
          cell: (member) => (
            <>
              {member.held ? `${t('stories.held')} ` : null}
              {member.copyOf === null ? (
                member.why ? (
                  whyInWords(member.why, t, props.places)
                ) : (
                  t('stories.began')
                )
              ) : (
                <CopyNote c={c} member={member} members={members} outlets={outlets} />
              )}
            </>
          ),
        },
        ...(weave && members.length > 1
          ? [
              {
                key: 'pick',
                label: t('stories.pick'),
                cell: ({ itemId, title }: Member) => (
                  <input
                    type="checkbox"
                    name="item"
                    value={String(itemId)}
                    aria-label={t('stories.pick.item', { title })}
                  />
                ),
              },
            ]
          : []),
      ]}
    />
  );
  if (!weave || members.length < 2) return table;
  return (
    <form method="post" action={`${storyPath(story.id)}/split`} aria-label={t('stories.split')}>
      <Seen decisions={props.decisions} />
      {table}
      <p class="quiet">{t('stories.split.hint')}</p>
      <Actions>
        <Button>{t('stories.split')}</Button>
      </Actions>
    </form>
  );
};
