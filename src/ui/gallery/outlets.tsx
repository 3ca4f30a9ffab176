import { Button } from '../button.tsx';
import { Sparkline } from '../charts/sparkline.tsx';
import { before, moment, type Outlet, say } from '../gallery.fixtures.ts';
import { Foreign, Tag, type Tone } from '../meta.tsx';
import type { Reader } from '../reader.ts';
import { Table } from '../table.tsx';
import { formatTime, Time } from '../time.tsx';

const tones: Record<Outlet['state'], Tone> = { well: 'jade', waiting: 'gold', failing: 'lacquer' };

/** A list as the desk has many: states, figures, sparklines, times. */
export const Outlets = ({ reader, rows, count }: { reader: Reader; rows: readonly Outlet[]; count?: number }) => {
  const s = (vi: string, en: string) => say(reader, vi, en);
  const words = { well: s('Tốt', 'Well'), waiting: s('Chờ', 'Waiting'), failing: s('Lỗi', 'Failing') };
  return (
    <Table
      reader={reader}
      caption={s('Nguồn tin', 'Outlets')}
      count={count}
      fresh={before(0.05)}
      now={moment}
      rows={rows}
      href={(row) => `/_gallery/huge?outlet=${row.id}`}
      address="/_gallery?kind=official&page=3"
      sort={{ by: 'items', descending: true }}
      columns={[
        {
          key: 'name',
          label: s('Tên', 'Name'),
          sort: true,
          cell: (row) => <Foreign lang={row.lang}>{row.name}</Foreign>,
        },
        { key: 'kind', label: s('Loại', 'Class'), cell: (row) => row.kind },
        {
          key: 'state',
          label: s('Trạng thái', 'State'),
          cell: (row) => <Tag tone={tones[row.state]}>{words[row.state]}</Tag>,
        },
        {
          key: 'items',
          label: s('Số tin', 'Items'),
          sort: true,
          number: true,
          cell: (row) => row.items.toLocaleString(reader.service.lang),
        },
        {
          key: 'days',
          label: s('14 ngày', '14 days'),
          cell: (row) => (
            <Sparkline
              reader={reader}
              id={`days-${row.id}`}
              title={s('Số tin mỗi ngày', 'Items a day')}
              points={row.days.map((value, day) => ({
                label: formatTime(before(24 * (13 - day)), reader, 'day'),
                value,
              }))}
            />
          ),
        },
        {
          key: 'seen',
          label: s('Thấy lần cuối', 'Last seen'),
          sort: true,
          cell: (row) => <Time at={row.seen} reader={reader} now={moment} />,
        },
        {
          key: 'do',
          label: s('Thao tác', 'Actions'),
          unseenLabel: true,
          cell: (row) => (
            <Button kind="quiet" href="/_gallery" keys="e" label={`${s('Sửa', 'Edit')} ${row.name}`}>
              {s('Sửa', 'Edit')}
            </Button>
          ),
        },
      ]}
    />
  );
};
