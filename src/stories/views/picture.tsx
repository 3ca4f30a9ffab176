import type { Member } from '../story.ts';
import type { StoryProps } from './parts.tsx';
import { Name } from './words.tsx';

/** The source's own picture of an item with its credit and by what right it stands here; or in a word why it does not. */
export const SourcePicture = ({
  c,
  pictures,
  outlets,
  member,
}: Pick<StoryProps, 'c' | 'pictures' | 'outlets'> & { member: Member }) => {
  const { t, lang } = c.var;
  const rights = pictures.get(member.itemId);
  if (!rights) return null;
  if (rights !== 'full') return <p class="quiet">{t(`stories.picture.not.${rights}`)}</p>;
  return (
    <figure class="source-picture">
      <img
        src={`/desk/items/${member.itemId}/image`}
        alt={t('stories.picture.of', { title: member.title })}
        width="160"
        height="120"
        loading="lazy"
        decoding="async"
      />
      <figcaption>
        {t('stories.picture.by')} <Name outlet={outlets.get(member.outletId)} lang={lang} />;{' '}
        {t('stories.picture.right')}
      </figcaption>
    </figure>
  );
};
