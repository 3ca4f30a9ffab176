/** Listing pages as portals have them, with invented texts: what several tests read. */

const titles = [
  'Khởi công cầu mới qua sông Vàm ở phía nam thị xã',
  'Hội sách thiếu nhi kéo dài thêm ba ngày cuối tuần',
  'Nông dân vùng chè vào vụ thu hoạch muộn vì rét',
  'Đường ven hồ cấm xe tải vào giờ cao điểm buổi sáng',
  'Trường nghề Bến Trúc tuyển sinh thêm hai lớp buổi tối',
  'Làng gốm Đất Nung đón đoàn khách quốc tế đầu tiên',
  'Thư viện tỉnh số hoá xong mười nghìn trang báo cũ',
  'Chợ nổi mở lại sau khi nạo vét luồng chính',
];

/** The entries that each page lists, with their moments. */
export const listed = titles.map((title, n) => ({
  title,
  path: `/tin-tuc/-/asset_publisher/view/bai-viet-${4210 - n}.html`,
  date: `${String(23 - n).padStart(2, '0')}/11/2026`,
  published: new Date(Date.UTC(2026, 10, 23 - n, 1, 15)),
  summary: `Chính quyền địa phương cho biết việc này nằm trong kế hoạch số ${n + 3} đã được công bố từ đầu năm.`,
}));

const menu = `<div id="header"><ul class="menu">${[
  'Trang chủ của cổng thông tin',
  'Giới thiệu chung về tỉnh',
  'Thủ tục hành chính công',
  'Văn bản chỉ đạo điều hành',
  'Liên hệ và góp ý kiến',
]
  .map((label, n) => `<li><a href="/muc-${n}">${label}</a></li>`)
  .join('')}</ul></div>`;

const side = `<div class="sidebar"><h3>Xem nhiều</h3><ul>${titles
  .map((title, n) => `<li><a href="/xem-nhieu/${n}.html">${title.split(' ').reverse().join(' ')}</a></li>`)
  .join('')}</ul></div>`;

const page = (main: string): string =>
  `<!doctype html><html lang="vi"><head><title>Tin tức</title></head><body>${menu}<div id="main">${main}</div>${side}<div class="footer"><a href="/so-do">Sơ đồ cổng thông tin điện tử</a></div></body></html>`;

export const listingPages: Record<string, string> = {
  liferay: page(
    `<section class="portlet"><div class="asset-full-list">${listed
      .map(
        ({ title, path, date, summary }) =>
          `<div class="asset-abstract default-asset-publisher"><h3 class="asset-title"><a href="${path}"><img class="icon" width="16" height="16" src="/i.png">${title}</a></h3><div class="asset-content"><div class="asset-summary">${summary} <a href="${path}">Xem thêm</a></div></div><div class="asset-metadata"><span class="metadata-entry">${date} 08:15</span></div></div>`,
      )
      .join(
        '',
      )}</div><ul class="pagination"><li><a href="/tin-tuc?cur=1">1</a></li><li><a href="/tin-tuc?cur=2">Trang sau »</a></li></ul></section>`,
  ),
  sharepoint: page(
    `<div class="ms-webpart-zone"><ul class="news-ul">${listed
      .map(
        ({ title, path, date, summary }) =>
          `<li class="dfwp-item"><div class="news-img"><a href="${path}"><img src="/sites/anh${path.slice(-9, -5)}.jpg" alt=""></a></div><div class="news-text"><a class="news-title" href="${path}" title="${title}">${title.slice(0, 30)}...</a><span class="news-time">(Thứ Hai, ${date} 08:15)</span><p>${summary}</p></div></li>`,
      )
      .join('')}</ul></div>`,
  ),
  tables: page(
    `<table width="100%" cellpadding="0"><tr><td colspan="2"><b>TIN TỨC - SỰ KIỆN</b></td></tr>${listed
      .map(
        ({ title, path, date }) =>
          `<tr><td width="5"><img src="/bullet.gif" width="5" height="5"></td><td><a href="${path}" class="linktin">${title}</a> <i>(${date} 08:15)</i></td></tr>`,
      )
      .join('')}</table>`,
  ),
  cards: page(
    `<div class="row">${listed
      .map(
        ({ title, path, date, summary }) =>
          `<div class="col-md-4 col-sm-6"><article class="card post-${path.slice(-9, -5)}"><a href="${path}"><img data-src="/anh/${path.slice(-9, -5)}.jpg" src="data:image/gif;base64,R0lGOD"></a><div class="card-body"><h4><a href="${path}">${title}</a></h4><time datetime="${date.split('/').reverse().join('-')}T08:15:00+07:00">${date}</time><p class="card-text">${summary}</p></div></article></div>`,
      )
      .join('')}</div>`,
  ),
  definitions: page(
    `<dl class="ds-tin">${listed
      .map(
        ({ title, path, date }) =>
          `<dt><a href="${path}">${title}</a></dt><dd><span>Ngày đăng: ${date} 08:15</span></dd>`,
      )
      .join('')}</dl>`,
  ),
};
