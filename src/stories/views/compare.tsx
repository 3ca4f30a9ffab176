import { outletName } from '../../sources/index.ts';
import { Button, Field, Foreign, Meta, Time } from '../../ui/index.ts';
import type { Member } from '../story.ts';
import { CopyNote, classOf, type StoryProps, storyPath } from './parts.tsx';
import { languageName, Name } from './words.tsx';

/** Two items beside each other: one outlet's words and another's. */
export const Compare = (props: StoryProps) => {
  const { c, story, members, outlets, beside } = props;
  const { t, lang } = c.var;
  if (!beside) return null;
  const options = members.map((member) => {
    const outlet = outlets.get(member.outletId);
    return { value: String(member.itemId), label: `${outlet ? outletName(outlet, lang) : '–'}: ${member.title}` };
  });
  return (
    <section class="panel">
      <h2>{t('stories.compare')}</h2>
      {members.length > 2 ? (
        <form method="get" action={storyPath(story.id)} class="form form-inline" aria-label={t('stories.compare')}>
          <Field
            reader={c.var}
            type="select"
            name="a"
            label={t('stories.compare.one')}
            value={String(beside[0].itemId)}
            options={options}
            required
          />
          <Field
            reader={c.var}
            type="select"
            name="b"
            label={t('stories.compare.other')}
            value={String(beside[1].itemId)}
            options={options}
            required
          />
          <Button>{t('stories.compare.show')}</Button>
        </form>
      ) : null}
      <div class="beside">
        {beside.map((member) => (
          <Words {...props} member={member} />
        ))}
      </div>
    </section>
  );
};

const Words = ({ c, member, members, outlets }: StoryProps & { member: Member }) => (
  <article>
    <h3>
      <Foreign lang={member.lang}>
        {member.url ? (
          <a href={member.url} rel="noreferrer">
            {member.title}
          </a>
        ) : (
          member.title
        )}
      </Foreign>
    </h3>
    <Meta
      items={[
        <Name outlet={outlets.get(member.outletId)} lang={c.var.lang} />,
        classOf(c, outlets.get(member.outletId)),
        languageName(member.lang, c.var),
        <Time at={member.published} reader={c.var} />,
        member.copyOf === null ? null : <CopyNote c={c} member={member} members={members} outlets={outlets} />,
      ]}
    />
    <p lang={member.lang}>{member.summary}</p>
  </article>
);
