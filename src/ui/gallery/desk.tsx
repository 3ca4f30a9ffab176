import { Button } from '../button.tsx';
import { Matrix } from '../charts/matrix.tsx';
import { TileMap } from '../charts/tile-map.tsx';
import { Timeline } from '../charts/timeline.tsx';
import { Field } from '../field.tsx';
import { Actions, Form } from '../form.tsx';
import { before, hostile, hostileAddress, outlets, places, say } from '../gallery.fixtures.ts';
import { Filters, Pager, Progress, Tabs } from '../list.tsx';
import { Meta } from '../meta.tsx';
import { Empty, Loading, Notice } from '../notice.tsx';
import { PlainPage } from '../plain-page.tsx';
import { Frame } from './frame.tsx';
import { Outlets } from './outlets.tsx';
import type { SampleProps } from './portal.tsx';

export const DeskSample = (props: SampleProps) => {
  const { reader } = props;
  const s = (vi: string, en: string) => say(reader, vi, en);
  const classesOf = [
    { value: '', label: s('Tất cả', 'All') },
    { value: 'official', label: s('Chính thống', 'Official') },
    { value: 'mission', label: s('Cơ quan đại diện', 'Mission') },
  ];
  return (
    <Frame {...props} title={s('Nguồn tin', 'Sources')} page="desk">
      <Tabs
        label={s('Xem', 'View')}
        tabs={[
          { href: '/_gallery', label: s('Tất cả', 'All'), count: 353, current: true },
          { href: '/_gallery?state=failing', label: s('Đang lỗi', 'Failing'), count: 7 },
          { href: '/_gallery?state=paused', label: s('Tạm dừng', 'Paused'), count: 0 },
        ]}
      />
      <Filters reader={reader} action="/_gallery" active={1}>
        <Field reader={reader} type="search" label={s('Tên hoặc địa chỉ', 'Name or address')} name="q" value="biển" />
        <Field
          reader={reader}
          type="select"
          label={s('Loại', 'Class')}
          name="kind"
          value="official"
          options={classesOf}
        />
        <Field reader={reader} type="date" label={s('Từ ngày', 'Since')} name="since" value="2026-11-01" />
      </Filters>
      <Outlets reader={reader} rows={outlets} count={353} />
      <Pager reader={reader} address="/_gallery?kind=official" page={3} pages={18} />
      <Progress
        reader={reader}
        label={s('Nhập 353 nguồn', 'Importing 353 outlets')}
        done={128}
        total={353}
        stop="/_gallery"
      />
      <Progress reader={reader} label={s('Đọc nguồn cấp', 'Reading feeds')} done={41} />
      <div class="beside">
        <section class="panel">
          <h2>{s('Thêm nguồn', 'Add an outlet')}</h2>
          <Form
            reader={reader}
            action="/_gallery"
            errors={{
              name: s('Hãy nhập tên của cơ quan.', 'Give the outlet its name.'),
              address: s(
                'Địa chỉ này không phải nguồn cấp: máy chủ trả về trang HTML.',
                'This address is no feed: the server answered with a web page.',
              ),
            }}
          >
            <Field
              reader={reader}
              label={s('Tên', 'Name')}
              name="name"
              value=""
              required
              error={s('Hãy nhập tên của cơ quan.', 'Give the outlet its name.')}
            />
            <Field
              reader={reader}
              type="url"
              label={s('Địa chỉ nguồn cấp', 'Address of the feed')}
              name="address"
              value={hostile}
              hint={s('RSS, Atom hoặc JSON Feed.', 'RSS, Atom or JSON Feed.')}
              error={s(
                'Địa chỉ này không phải nguồn cấp: máy chủ trả về trang HTML.',
                'This address is no feed: the server answered with a web page.',
              )}
              required
            />
            <Field
              reader={reader}
              type="select"
              label={s('Loại', 'Class')}
              name="class"
              value="mission"
              options={classesOf}
              required
            />
            <Field
              reader={reader}
              type="textarea"
              label={s('Ghi chú', 'Notes')}
              name="notes"
              value={`</textarea>${hostile}`}
              rows={3}
            />
            <Field
              reader={reader}
              type="radios"
              label={s('Nhịp đọc', 'How often')}
              name="every"
              value="hour"
              options={[
                { value: 'hour', label: s('Mỗi giờ', 'Every hour') },
                { value: 'day', label: s('Mỗi ngày', 'Every day') },
              ]}
              required
            />
            <Field
              reader={reader}
              type="checkbox"
              label={s('Tự động đưa vào chuỗi tin', 'Weave into stories by itself')}
              name="weave"
              checked
            />
            <Field
              reader={reader}
              type="file"
              label={s('Danh sách OPML', 'OPML list')}
              name="opml"
              accept=".opml,.xml"
            />
            <Field reader={reader} label={s('Mã', 'Code')} name="code" value="bao-cua-bien" disabled />
            <Actions>
              <Button kind="strong">{s('Lưu', 'Save')}</Button>
              <Button href="/_gallery">{s('Bỏ qua', 'Cancel')}</Button>
              <Button kind="danger" disabled>
                {s('Xoá', 'Delete')}
              </Button>
            </Actions>
          </Form>
        </section>
        <section>
          <h2>{s('Diễn biến', 'How it went')}</h2>
          <Timeline
            reader={reader}
            label={s('Diễn biến', 'How it went')}
            moments={[
              {
                at: before(1),
                title: s('Toà soạn xuất bản bản tiếng Anh', 'The newsroom published the English text'),
                tone: 'jade',
                href: '/_gallery',
                note: <Meta items={['Nguyễn Thị Hải', s('bản 4', 'revision 4')]} />,
              },
              {
                at: before(5),
                title: 'The Lantern Post: Ha Long counts its boats',
                lang: 'en',
                href: '/_gallery',
                note: <Meta items={['The Lantern Post', 'English']} />,
              },
              {
                at: before(22),
                title: s('Báo Cửa Biển gỡ bài đầu tiên', 'Báo Cửa Biển withdrew its first text'),
                tone: 'lacquer',
              },
              { at: before(26), title: hostile, href: hostileAddress },
            ]}
          />
          <div class="flow">
            <Notice kind="info" title={s('Bảo trì', 'Maintenance')}>
              {s('Tối nay hệ thống tạm ngừng mười phút.', 'The system rests for ten minutes tonight.')}
            </Notice>
            <Notice kind="warning" title={s('Nguồn đang chậm', 'This outlet answers slowly')}>
              {s('Lần đọc tới sau 40 phút.', 'It will be read again in 40 minutes.')}
            </Notice>
            <Notice kind="error" title={s('Không đọc được nguồn', 'The feed could not be read')}>
              {hostile}
            </Notice>
            <Loading reader={reader} lines={3} />
          </div>
        </section>
      </div>
      <div class="beside">
        <TileMap
          reader={reader}
          id="map"
          title={s('Tin từ 34 địa phương', 'Items from the 34 provinces')}
          note={s('Bảy ngày qua, đếm theo nguồn.', 'The last seven days, counted by outlet.')}
          head={[s('Địa phương', 'Province'), s('Số tin', 'Items')]}
          tiles={places.map(([code, vi, en, column, row], place) => ({
            code,
            label: s(vi, en),
            column,
            row,
            value: (place * 37) % 83 < 9 ? 0 : (place * 37) % 83,
            href: `/_gallery?place=${code}`,
            current: code === 'HN',
          }))}
          marks={[
            { label: s('Quần đảo Hoàng Sa', 'Hoang Sa Archipelago'), column: 5.2, row: 8 },
            { label: s('Quần đảo Trường Sa', 'Truong Sa Archipelago'), column: 5.2, row: 13 },
          ]}
        />
        <div>
          <Matrix
            reader={reader}
            title={s('Ai đưa tin bằng tiếng gì', 'Who reports in which language')}
            note={s('Số tin trong chuỗi này.', 'Items of this story.')}
            corner={s('Loại nguồn', 'Outlet class')}
            rows={[
              { label: s('Chính thống', 'Official') },
              { label: s('Báo trong nước', 'Domestic press'), href: '/_gallery' },
              { label: s('Báo nước ngoài', 'Foreign press') },
              { label: hostile },
            ]}
            columns={[
              { label: 'Tiếng Việt', lang: 'vi' },
              { label: 'English', lang: 'en' },
              { label: 'ไทย', lang: 'th' },
              { label: 'العربية', lang: 'ar' },
            ]}
            values={[
              [31, 12, 0, 2],
              [88, 20, 0, 0],
              [0, 41, 17, 6],
              [0, 0, 0, 1],
            ]}
          />
          <Empty
            title={s('Chưa có chuỗi tin nào', 'No stories yet')}
            text={s(
              'Chuỗi tin hiện ra khi có từ hai nguồn cùng đưa một việc.',
              'A story appears once two outlets report the same happening.',
            )}
          >
            <Button kind="strong" href="/_gallery">
              {s('Thêm nguồn', 'Add an outlet')}
            </Button>
          </Empty>
        </div>
      </div>
    </Frame>
  );
};

export const HugeSample = (props: SampleProps) => {
  const rows = Array.from({ length: 200 }, (_, place) => {
    const outlet = outlets[place % 5] ?? outlets[0];
    return outlet ? { ...outlet, id: place } : undefined;
  }).filter((row) => row !== undefined);
  return (
    <Frame {...props} title={say(props.reader, 'Danh sách dài', 'A long list')} page="huge">
      <Outlets reader={props.reader} rows={rows} count={128_344} />
      <Pager reader={props.reader} previous="/_gallery/huge?after=1" next="/_gallery/huge?after=200" />
    </Frame>
  );
};

export const SheetSample = ({ reader, scheme }: SampleProps) => {
  const s = (vi: string, en: string) => say(reader, vi, en);
  return (
    <PlainPage
      reader={reader}
      scheme={scheme}
      title={s('Đăng nhập', 'Sign in')}
      lead={s('Dành cho người làm việc tại ban biên tập.', 'For people who work at the desk.')}
      foot={<a href="/_gallery">{s('Quên mật khẩu?', 'Forgot the password?')}</a>}
      demonstration
    >
      <Form
        reader={reader}
        action="/_gallery"
        errors={{ '': s('Email hoặc mật khẩu không đúng.', 'Email or password is not right.') }}
      >
        <Field
          reader={reader}
          type="email"
          label="Email"
          name="email"
          value="hai@example.org"
          autocomplete="username"
          required
        />
        <Field
          reader={reader}
          type="password"
          label={s('Mật khẩu', 'Password')}
          name="password"
          value="secret"
          autocomplete="current-password"
          required
        />
        <Actions>
          <Button kind="strong">{s('Đăng nhập', 'Sign in')}</Button>
        </Actions>
      </Form>
    </PlainPage>
  );
};
