import type { PropsWithChildren } from 'hono/jsx';
import { Button } from '../button.tsx';
import { DeskFrame } from '../desk-frame.tsx';
import { Field } from '../field.tsx';
import { Actions, Dialog, Form } from '../form.tsx';
import { before, moment, say } from '../gallery.fixtures.ts';
import { Meta } from '../meta.tsx';
import { Notice } from '../notice.tsx';
import { Time } from '../time.tsx';
import type { SampleProps } from './portal.tsx';

/** The frame of the desk's sample pages. */
export const Frame = ({
  reader,
  scheme,
  languages,
  title,
  page,
  children,
}: PropsWithChildren<SampleProps & { title: string; page: string }>) => {
  const s = (vi: string, en: string) => say(reader, vi, en);
  const watch = s('Thu thập', 'Gather');
  const write = s('Toà soạn', 'Newsroom');
  return (
    <DeskFrame
      reader={reader}
      title={title}
      scheme={scheme}
      languages={languages}
      address={`/_gallery/${page}`}
      demonstration
      nav={[
        { href: '/_gallery', label: s('Bàn làm việc', 'Overview'), keys: 'g d', current: page === 'desk' },
        {
          href: '/_gallery/huge',
          label: s('Nguồn tin', 'Sources'),
          keys: 'g s',
          group: watch,
          count: 353,
          current: page === 'huge',
        },
        { href: '/_gallery', label: s('Chuỗi tin', 'Stories'), keys: 'g t', group: watch },
        { href: '/_gallery', label: s('Bài viết', 'Articles'), keys: 'g a', group: write, count: 12 },
        { href: '/_gallery', label: s('Bản dịch', 'Translations'), keys: 'g r', group: write },
        { href: '/_gallery', label: s('Nhân sự', 'People'), keys: 'g p', group: s('Quản trị', 'House') },
        { href: '/_gallery', label: s('Nhật ký', 'Audit trail'), keys: 'g l', group: s('Quản trị', 'House') },
      ]}
      person={{
        name: 'Nguyễn Thị Hải',
        organisation: s('Ban biên tập quốc gia', 'National desk'),
        role: s('Biên tập viên', 'Editor'),
        links: [{ href: '/_gallery', label: s('Tài khoản', 'Account') }],
        signOut: '/_gallery',
      }}
      search={{ action: '/_gallery' }}
      above={[{ href: '/_gallery', label: s('Bàn làm việc', 'Overview') }]}
      lead={
        <Meta
          items={[
            s('353 nguồn', '353 outlets'),
            s('34 địa phương', '34 provinces'),
            <Time at={before(0.2)} reader={reader} now={moment} />,
          ]}
        />
      }
      actions={
        <>
          <Button opens="sample">{s('Gỡ bài…', 'Withdraw…')}</Button>
          <Button kind="strong" href="/_gallery" keys="n">
            {s('Thêm nguồn', 'Add an outlet')}
          </Button>
        </>
      }
      flash={<Notice kind="success">{s('Đã lưu nguồn “Báo Cửa Biển”.', 'Outlet “Báo Cửa Biển” was saved.')}</Notice>}
    >
      {children}
      <Dialog reader={reader} id="sample" title={s('Gỡ bài này?', 'Withdraw this article?')}>
        <p>
          {s(
            'Độc giả sẽ thấy thông báo bài đã được gỡ. Các bản lưu vẫn còn.',
            'Readers will be told that it was withdrawn. Its revisions are kept.',
          )}
        </p>
        <Form reader={reader} action="/_gallery">
          <Field reader={reader} label={s('Lý do', 'Reason')} name="reason" required />
          <Actions>
            <Button kind="danger">{s('Gỡ bài', 'Withdraw')}</Button>
          </Actions>
        </Form>
      </Dialog>
    </DeskFrame>
  );
};
