import type { Service } from '../../platform/index.ts';
import { Button } from '../button.tsx';
import type { Scheme } from '../document.tsx';
import { before, hostile, hostileAddress, landscape, moment, say } from '../gallery.fixtures.ts';
import { Pager } from '../list.tsx';
import { Foreign, Meta } from '../meta.tsx';
import { Empty } from '../notice.tsx';
import { PortalPage, type PortalPageProps } from '../portal-page.tsx';
import type { Reader } from '../reader.ts';
import { Teaser } from '../teaser.tsx';
import { Time } from '../time.tsx';

export type SampleProps = { reader: Reader; scheme: Scheme; languages: readonly Service[] };

const frame = ({ reader, languages, scheme }: SampleProps, page: string): Omit<PortalPageProps, 'children'> => {
  const lang = reader.service.lang;
  return {
    reader,
    country: say(reader, 'Việt Nam', 'Viet Nam'),
    scheme,
    origin: 'https://cuaso.example',
    path: `/${lang}`,
    languages: languages.map((service) => ({ service, path: `/_gallery/${page}?lang=${service.lang}`, same: true })),
    fallbackPath: '/',
    sections: [
      { href: '/_gallery/front', label: say(reader, 'Trang nhất', 'Front page'), current: page === 'front' },
      { href: '/_gallery/article', label: say(reader, 'Dòng sự kiện', 'Stories'), current: page === 'article' },
      { href: '/_gallery/search', label: say(reader, 'Địa phương', 'Places') },
      { href: '/_gallery/404', label: say(reader, 'Di sản', 'Heritage') },
    ],
    footLinks: [
      { href: '/about', label: say(reader, 'Giới thiệu', 'About') },
      { href: '/feed', label: say(reader, 'Nguồn cấp tin', 'Feeds') },
      { href: '/contact', label: say(reader, 'Liên hệ', 'Contact') },
    ],
    search: { action: '/_gallery/search' },
    demonstration: true,
  };
};

const picture = { src: landscape, width: 900, height: 600, alt: '' };

export const FrontSample = (props: SampleProps) => {
  const { reader } = props;
  const s = (vi: string, en: string) => say(reader, vi, en);
  const day = (hours: number) => <Time at={before(hours)} reader={reader} format="day" />;
  return (
    <PortalPage {...frame(props, 'front')} description={s('Tin và bài về Việt Nam', 'News and stories from Viet Nam')}>
      <h1 class="unseen">{s('Trang nhất', 'Front page')}</h1>
      <Teaser
        lead
        href="/_gallery/article"
        kicker={s('Di sản', 'Heritage')}
        title={s(
          'Vịnh Hạ Long – Quần đảo Cát Bà: một di sản, hai địa phương cùng giữ',
          'Ha Long Bay and the Cat Ba Archipelago: one heritage, kept by two provinces',
        )}
        text={s(
          'Hơn một nghìn đảo đá vôi trải từ Quảng Ninh sang Hải Phòng. Từ năm 2023, UNESCO ghi danh cả hai vùng biển trong một di sản liền mạch – di sản liên tỉnh đầu tiên của Việt Nam.',
          'More than a thousand limestone islands run from Quang Ninh into Hai Phong. Since 2023 UNESCO has listed both waters as one continuous property, the first in Viet Nam to cross a provincial border.',
        )}
        meta={[
          'Báo Cửa Biển',
          s('Báo chí trong nước', 'Domestic press'),
          s('Bài gốc tiếng Việt', 'Written in Vietnamese'),
          day(3),
        ]}
        picture={{ ...picture, alt: s('Thuyền buồm giữa các đảo đá', 'A sail between limestone islands') }}
      />
      <div class="teasers">
        <Teaser
          level={2}
          href="/_gallery/article"
          kicker={s('Ngoại giao', 'Diplomacy')}
          title={s(
            'Bộ trưởng mười một nước họp tại Hà Nội về văn hoá và biển',
            'Ministers of eleven countries meet in Hanoi on culture and the sea',
          )}
          text={s(
            'Cuộc họp thống nhất một lộ trình ba năm, mở cho các nước ven biển cùng tham gia.',
            'The meeting agreed on a plan of three years, open to every coastal state.',
          )}
          meta={['The Lantern Post', <Foreign lang="en">English</Foreign>, day(7)]}
        />
        <Teaser
          level={2}
          href="/_gallery/article"
          kicker={s('Ẩm thực', 'Food')}
          title={s(
            'Phở sáng ở Nam Định: nồi nước dùng không bao giờ nguội',
            'Morning phở in Nam Dinh: the broth that is never left to cool',
          )}
          text={s(
            'Ở những con ngõ quanh chợ Rồng, ngày bắt đầu từ ba giờ.',
            'In the lanes around Rong market, the day begins at three.',
          )}
          meta={[s('Cổng thông tin tỉnh Hoa Ban', 'Hoa Ban provincial portal'), day(20)]}
          picture={picture}
        />
        <Teaser
          level={2}
          href="/_gallery/article"
          kicker={s('Cải chính', 'Clarification')}
          title={s(
            'Về số liệu khách quốc tế quý III: con số đúng là 5,2 triệu lượt',
            'On visitor numbers of the third quarter: the right figure is 5.2 million',
          )}
          meta={[s('Toà soạn', 'Newsroom'), s('Đã đính chính', 'Corrected'), day(26)]}
        />
        <Teaser
          level={2}
          href="/_gallery/article"
          lang="th"
          title="ฮานอยเปิดพิพิธภัณฑ์ริมแม่น้ำแดงให้เข้าชมฟรีทุกวันอาทิตย์"
          text="พื้นที่จัดแสดงใหม่เล่าเรื่องชุมชนริมน้ำตลอดสามร้อยปี"
          meta={[<Foreign lang="th">หนังสือพิมพ์สายน้ำ</Foreign>, <Foreign lang="th">ไทย</Foreign>, day(31)]}
        />
        <Teaser
          level={2}
          href="/_gallery/article"
          lang="ar"
          title="هوي آن: مدينة الفوانيس تحتفل بالعام الخامس والعشرين على لائحة التراث"
          meta={[<Foreign lang="ar">نافذة الشرق</Foreign>, day(44)]}
        />
        <Teaser level={2} href={hostileAddress} kicker={hostile} title={hostile} text={hostile} meta={[hostile]} />
      </div>
      <h2 class="section-title">
        {s('Từ các địa phương', 'From the provinces')} <a href="/_gallery/front">{s('Xem tất cả', 'See all')}</a>
      </h2>
      <div class="teasers">
        {[1, 2, 3].map((n) => (
          <Teaser
            href="/_gallery/article"
            title={s(
              `Làng nghề thứ ${n} mở cửa đón khách vào mùa lễ hội`,
              `Craft village number ${n} opens its doors for the festival season`,
            )}
            meta={[s('Cổng thông tin tỉnh Hoa Ban', 'Hoa Ban provincial portal'), day(50 + n)]}
          />
        ))}
      </div>
    </PortalPage>
  );
};

export const ArticleSample = (props: SampleProps) => {
  const { reader } = props;
  const s = (vi: string, en: string) => say(reader, vi, en);
  const title = s('Một di sản, hai địa phương cùng giữ', 'One heritage, kept by two provinces');
  const shared = frame(props, 'article');
  return (
    <PortalPage
      {...shared}
      title={title}
      kind="article"
      jsonLd={{ '@context': 'https://schema.org', '@type': 'NewsArticle', headline: `${title} ${hostile}` }}
    >
      <article class="article">
        <header class="article-head">
          <p class="article-kicker">{s('Di sản', 'Heritage')}</p>
          <h1>{title}</h1>
          <p class="article-standfirst">
            {s(
              'Hơn một nghìn đảo đá vôi trải từ Quảng Ninh sang Hải Phòng, nay là một di sản liền mạch trên bản đồ của UNESCO.',
              'More than a thousand limestone islands run from Quang Ninh into Hai Phong; on the map of UNESCO they are now one.',
            )}
          </p>
          <Meta
            items={[
              s('Toà soạn Cửa Sổ', 'Cửa Sổ newsroom'),
              s('Bài quảng bá', 'Promotional'),
              s('Bản dịch máy, Nguyễn Thị Hải duyệt', 'Machine translation, approved by Nguyễn Thị Hải'),
              <Time at={before(3)} reader={reader} />,
            ]}
          />
        </header>
        <p class="correction">
          <strong>{s('Đính chính', 'Correction')}</strong> · <Time at={before(1)} reader={reader} />
          <br />
          {s(
            'Bản đầu tiên ghi sai năm ghi danh: năm đúng là 2023.',
            'The first text gave a wrong year of inscription; the right one is 2023.',
          )}
        </p>
        <figure>
          <img
            src={landscape}
            width={900}
            height={600}
            alt={s('Thuyền buồm giữa các đảo đá', 'A sail between islands')}
            fetchpriority="high"
          />
          <figcaption>
            {s('Tranh minh hoạ của toà soạn. Giấy phép CC BY 4.0.', 'Drawing by the newsroom. Licence CC BY 4.0.')}
          </figcaption>
        </figure>
        <div class="prose">
          <p>
            {s(
              'Buổi sớm, khi sương còn vướng trên các đỉnh đá, những chiếc thuyền nan rời bến Bèo. Người lái đò kể rằng ngày trước, ranh giới giữa hai tỉnh chỉ là một đường kẻ trên giấy; cá thì chưa bao giờ biết đến nó.',
              'Early in the morning, with mist still caught on the peaks, the small boats leave Beo pier. The border between the two provinces, a boatman says, was only ever a line on paper; the fish have never heard of it.',
            )}
          </p>
          <h2>{s('Một quyết định, nhiều năm chuẩn bị', 'One decision, many years in the making')}</h2>
          <p>
            {s(
              'Hồ sơ mở rộng được trình từ năm 2013 và phải ',
              'The file for the extension was first submitted in 2013 and had to be ',
            )}
            <a href="https://whc.unesco.org/en/list/672">{s('sửa nhiều lần', 'reworked several times')}</a>
            {s(' trước khi được ghi nhận. ', ' before it was accepted. ')}
            <em>{s('Giá trị nổi bật toàn cầu', 'Outstanding universal value')}</em>
            {s(' là cụm từ được nhắc lại nhiều nhất.', ' is the phrase that returns most often.')}
          </p>
          <blockquote>
            <p>
              {s(
                'Biển không chia đôi được. Giữ được nước trong là giữ cho cả hai bên.',
                'You cannot cut the sea in two. Who keeps the water clear keeps it for both.',
              )}
            </p>
          </blockquote>
          <ul>
            <li>
              {s(
                '1.133 đảo lớn nhỏ, phần lớn còn rừng nguyên sinh',
                '1,133 islands, most of them still under primary forest',
              )}
            </li>
            <li>{s('Loài voọc Cát Bà chỉ có ở nơi này', 'The Cat Ba langur lives nowhere else')}</li>
          </ul>
          <h3>{s('Những việc còn ở phía trước', 'What lies ahead')}</h3>
          <p lang="ar" dir="rtl">
            هوي آن مدينة قديمة على نهر ثو بون، وكانت ميناء تجاريا مزدهرا.
          </p>
          <table>
            <thead>
              <tr>
                <th scope="col">{s('Năm', 'Year')}</th>
                <th scope="col">{s('Việc', 'What')}</th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <td>1994</td>
                <td>{s('Vịnh Hạ Long được ghi danh', 'Ha Long Bay inscribed')}</td>
              </tr>
              <tr>
                <td>2023</td>
                <td>{s('Mở rộng ra quần đảo Cát Bà', 'Extended to the Cat Ba Archipelago')}</td>
              </tr>
            </tbody>
          </table>
        </div>
        <section class="provenance">
          <h2>{s('Nguồn gốc bài viết', 'Where this text comes from')}</h2>
          <dl class="facts">
            <dt>{s('Loại', 'Kind')}</dt>
            <dd>{s('Bài quảng bá', 'Promotional')}</dd>
            <dt>{s('Ngôn ngữ gốc', 'Written in')}</dt>
            <dd>
              <a href="/_gallery/article?lang=vi" lang="vi">
                Tiếng Việt
              </a>
            </dd>
            <dt>{s('Nguồn', 'Sources')}</dt>
            <dd>
              <a href="https://whc.unesco.org/en/list/672">whc.unesco.org/en/list/672</a>
            </dd>
            <dt>{s('Sửa lần cuối', 'Last corrected')}</dt>
            <dd>
              <Time at={before(1)} reader={reader} />
            </dd>
          </dl>
        </section>
      </article>
    </PortalPage>
  );
};

export const SearchSample = (props: SampleProps) => {
  const { reader } = props;
  const s = (vi: string, en: string) => say(reader, vi, en);
  const shared = frame(props, 'search');
  return (
    <PortalPage
      {...shared}
      title={s('Tìm kiếm', 'Search')}
      hidden
      search={{ action: '/_gallery/search', value: hostile }}
    >
      <h1 class="page-title">{s('Tìm kiếm', 'Search')}</h1>
      <p class="page-lead">
        {s('3 bài có “hạ long”, không phân biệt dấu.', '3 texts with “ha long”, with or without marks.')}
      </p>
      <ol class="river">
        {[1, 2, 3].map((n) => (
          <li>
            <Teaser
              level={2}
              href="/_gallery/article"
              title={
                <>
                  {s('Vịnh ', 'On ')}
                  <mark>Hạ Long</mark> {s(`mùa lặng gió, phần ${n}`, `Bay in the calm season, part ${n}`)}
                </>
              }
              text={s('Mùa này nước trong đến mức nhìn thấy đáy.', 'In this season the water is clear to the ground.')}
              meta={[s('Toà soạn', 'Newsroom'), <Time at={moment} reader={reader} format="day" />]}
            />
          </li>
        ))}
      </ol>
      <Pager reader={reader} address="/_gallery/search?q=ha+long" page={2} pages={14} />
      <Empty
        title={s('Không có bài nào khớp', 'Nothing matches')}
        text={s(
          'Thử ít từ hơn, hoặc viết không dấu: kết quả vẫn như nhau.',
          'Try fewer words; marks and capitals make no difference.',
        )}
      >
        <Button href="/_gallery/front">{s('Về trang nhất', 'To the front page')}</Button>
      </Empty>
    </PortalPage>
  );
};
