import type { Reader } from '../../ui/index.ts';

/** What the page says about keeping: filled in by the island, silent without it. */
export const sayings = ({ t }: Reader) => ({
  'data-say-typing': t('newsroom.keep.typing'),
  'data-say-saving': t('newsroom.keep.saving'),
  'data-say-saved': t('newsroom.keep.saved', { time: '{time}' }),
  'data-say-offline': t('newsroom.keep.offline'),
  'data-say-refused': t('newsroom.keep.refused'),
  'data-say-conflict': t('newsroom.keep.conflict'),
});

/** The notices that the island shows when words were found on this device, or when somebody else has saved meanwhile. */
export const KeepingNotices = ({ reader, history }: { reader: Reader; history: string }) => {
  const { t } = reader;
  return (
    <>
      <div class="notice notice-warning" role="status" data-found="" hidden>
        <p class="notice-title">{t('newsroom.keep.found')}</p>
        <div class="notice-body">
          <p>{t('newsroom.keep.found.text')}</p>
          <div class="actions">
            <button type="button" class="button button-strong" data-found-take="">
              {t('newsroom.keep.found.take')}
            </button>
            <button type="button" class="button button-quiet" data-found-drop="">
              {t('newsroom.keep.found.drop')}
            </button>
          </div>
        </div>
      </div>
      <div class="notice notice-warning" role="alert" data-conflict="" hidden>
        <p class="notice-title">{t('newsroom.conflict')}</p>
        <div class="notice-body">
          <p>{t('newsroom.conflict.kept')}</p>
          <div class="actions">
            <a class="button button-strong" href={history}>
              {t('newsroom.conflict.see')}
            </a>
          </div>
        </div>
      </div>
    </>
  );
};

/** The foot of a writing form: saving, and what comes next. It stays in view. */
export const WritingFoot = ({ reader, maySubmit }: { reader: Reader; maySubmit: boolean }) => {
  const { t } = reader;
  return (
    <div class="writing-foot">
      <button
        type="submit"
        class={maySubmit ? 'button' : 'button button-strong'}
        aria-keyshortcuts="Control+S"
        title="Ctrl+S"
        data-save=""
      >
        {t('newsroom.save')}
      </button>
      {maySubmit ? (
        <button
          type="submit"
          class="button button-strong"
          name="next"
          value="submit"
          aria-keyshortcuts="Control+Enter"
          title="Ctrl+Enter"
          data-submit=""
        >
          {t('newsroom.save-and-submit')}
        </button>
      ) : null}
      <span class="writing-status" role="status" data-status="" />
    </div>
  );
};
