import type { Label } from '../../platform/index.ts';
import { Button, Dialog, Field, type Reader } from '../../ui/index.ts';
import type { Document } from '../document.ts';
import { toMarkdown } from '../markdown/write.ts';
import { Icon, type IconName } from './icons.tsx';

type Tool = { name: string; icon?: IconName; text?: string; label: Label; keys?: string };

const tools: readonly (readonly Tool[])[] = [
  [
    { name: 'bold', icon: 'bold', label: 'newsroom.tool.bold', keys: 'Ctrl+B' },
    { name: 'italic', icon: 'italic', label: 'newsroom.tool.italic', keys: 'Ctrl+I' },
    { name: 'link', icon: 'link', label: 'newsroom.tool.link', keys: 'Ctrl+K' },
    { name: 'foreign', icon: 'foreign', label: 'newsroom.tool.foreign' },
  ],
  [
    { name: 'heading-2', text: 'H2', label: 'newsroom.tool.heading-2' },
    { name: 'heading-3', text: 'H3', label: 'newsroom.tool.heading-3' },
    { name: 'heading-4', text: 'H4', label: 'newsroom.tool.heading-4' },
  ],
  [
    { name: 'bulletList', icon: 'bulletList', label: 'newsroom.tool.bullets' },
    { name: 'orderedList', icon: 'orderedList', label: 'newsroom.tool.numbers' },
    { name: 'blockquote', icon: 'blockquote', label: 'newsroom.tool.quote' },
  ],
  [
    { name: 'image', icon: 'image', label: 'newsroom.tool.picture' },
    { name: 'horizontalRule', icon: 'horizontalRule', label: 'newsroom.tool.rule' },
  ],
  [
    { name: 'undo', icon: 'undo', label: 'newsroom.tool.undo', keys: 'Ctrl+Z' },
    { name: 'redo', icon: 'redo', label: 'newsroom.tool.redo', keys: 'Ctrl+Shift+Z' },
  ],
];

type BodyEditorProps = {
  reader: Reader;
  lang: string;
  dir: 'ltr' | 'rtl';
  body: Document;
  /** Markdown that was typed and not taken; it stands in the box instead of the body. */
  typed?: string | undefined;
  error?: string | undefined;
};

/** The body: a box of Markdown that works alone, and that the island turns into an editor with these buttons. */
export const BodyEditor = ({ reader, lang, dir, body, typed, error }: BodyEditorProps) => {
  const { t } = reader;
  return (
    <div class={error ? 'field field-wrong editor' : 'field editor'} data-editor="">
      <label class="label" for="f-body" id="body-label">
        {t('newsroom.body')}
      </label>
      {error ? (
        <p class="error" id="f-body-error">
          {error}
        </p>
      ) : null}
      <div class="editor-tools" role="toolbar" aria-label={t('newsroom.tools')} aria-controls="body-editor" hidden>
        {tools.map((group) => (
          <span class="editor-group">
            {group.map(({ name, icon, text, label, keys }) => {
              const said = t(label);
              return (
                <button
                  type="button"
                  data-tool={name}
                  aria-label={text ? `${text} · ${said}` : said}
                  title={keys ? `${said} (${keys})` : said}
                  aria-keyshortcuts={keys?.replace('Ctrl', 'Control')}
                >
                  {icon ? <Icon name={icon} /> : text}
                </button>
              );
            })}
          </span>
        ))}
      </div>
      <div id="body-editor" class="editor-page prose" lang={lang} dir={dir} hidden />
      <textarea
        id="f-body"
        name="body"
        rows={18}
        lang={lang}
        dir={dir}
        aria-describedby={error ? 'f-body-error' : 'body-markdown'}
        data-document={typed === undefined ? JSON.stringify(body) : undefined}
      >
        {typed ?? toMarkdown(body)}
      </textarea>
      <details class="editor-markdown" id="body-markdown">
        <summary>{t('newsroom.markdown')}</summary>
        <dl class="facts">
          <dt>
            <code>**…**</code> <code>*…*</code>
          </dt>
          <dd>{t('newsroom.markdown.emphasis')}</dd>
          <dt>
            <code>## …</code>
          </dt>
          <dd>{t('newsroom.markdown.heading')}</dd>
          <dt>
            <code>- …</code> <code>1. …</code> <code>&gt; …</code>
          </dt>
          <dd>{t('newsroom.markdown.lists')}</dd>
          <dt>
            <code>[…](https://…)</code>
          </dt>
          <dd>{t('newsroom.markdown.link')}</dd>
          <dt>
            <code>[phở](lang:vi)</code>
          </dt>
          <dd>{t('newsroom.markdown.foreign')}</dd>
          <dt>
            <code>![…](https://… "… | …")</code>
          </dt>
          <dd>{t('newsroom.markdown.picture')}</dd>
        </dl>
      </details>
    </div>
  );
};

/** The dialogs that the editor's buttons open; they stand outside the form, as forms do not nest. */
export const EditorDialogs = ({ reader }: { reader: Reader }) => {
  const { t } = reader;
  return (
    <>
      <Dialog reader={reader} id="link-dialog" title={t('newsroom.tool.link')}>
        <form class="form" method="dialog" data-dialog="link">
          <Field
            reader={reader}
            type="url"
            name="href"
            id="link-href"
            label={t('newsroom.link.address')}
            hint={t('newsroom.link.hint')}
            required
          />
          <p class="error" data-wrong="" hidden>
            {t('newsroom.link.wrong')}
          </p>
          <div class="actions">
            <Button kind="strong">{t('newsroom.link.set')}</Button>
            <Button kind="quiet" type="button" name="remove">
              {t('newsroom.link.remove')}
            </Button>
          </div>
        </form>
      </Dialog>
      <Dialog reader={reader} id="foreign-dialog" title={t('newsroom.tool.foreign')}>
        <form class="form" method="dialog" data-dialog="foreign">
          <Field
            reader={reader}
            name="lang"
            id="foreign-lang"
            label={t('newsroom.foreign.language')}
            hint={t('newsroom.foreign.hint')}
            suggestions={['vi', 'en', 'fr', 'zh-Hans', 'ja', 'ko', 'ru', 'es', 'de', 'th', 'lo', 'km', 'id', 'ar']}
            required
          />
          <p class="error" data-wrong="" hidden>
            {t('newsroom.foreign.wrong')}
          </p>
          <div class="actions">
            <Button kind="strong">{t('newsroom.link.set')}</Button>
            <Button kind="quiet" type="button" name="remove">
              {t('newsroom.foreign.remove')}
            </Button>
          </div>
        </form>
      </Dialog>
      <Dialog reader={reader} id="image-dialog" title={t('newsroom.tool.picture')}>
        <form class="form" method="dialog" data-dialog="image">
          <Field
            reader={reader}
            name="src"
            id="image-src"
            label={t('newsroom.picture.address')}
            hint={t('newsroom.picture.hint')}
            inputmode="url"
            required
          />
          <Field
            reader={reader}
            name="alt"
            id="image-alt"
            label={t('newsroom.picture.alt')}
            hint={t('newsroom.picture.alt.hint')}
            required
          />
          <Field reader={reader} name="caption" id="image-caption" label={t('newsroom.picture.caption')} />
          <Field reader={reader} name="credit" id="image-credit" label={t('newsroom.picture.credit')} />
          <p class="error" data-wrong="" hidden>
            {t('newsroom.picture.wrong')}
          </p>
          <div class="actions">
            <Button kind="strong">{t('newsroom.picture.set')}</Button>
          </div>
        </form>
      </Dialog>
    </>
  );
};
