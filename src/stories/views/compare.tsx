import { compareTexts } from '../../language/index.ts';
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
        <Words {...props} member={beside[0]} other={beside[1]} />
        <Words {...props} member={beside[1]} other={beside[0]} />
      </div>
      {beside[0].lang === beside[1].lang ? <p class="quiet">{t('stories.compare.marked')}</p> : null}
    </section>
  );
};

const Words = ({ c, member, other, members, outlets }: StoryProps & { member: Member; other: Member }) => (
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
    <p lang={member.lang}>
      {member.lang === other.lang ? <Own words={member.summary} beside={other.summary} /> : member.summary}
    </p>
  </article>
);

/** A text in which the words that another one does not have are marked. */
const Own = ({ words, beside }: { words: string; beside: string }) => (
  <>
    {compareTexts(beside, words)
      .filter(({ kind }) => kind !== 'gone')
      .map(({ kind, text }) => (kind === 'new' && text.trim() !== '' ? <mark>{text}</mark> : text))}
  </>
);
