import type { Text } from './mutations.ts';

const places = ['Thác Mơ', 'Đồi Sim', 'Bến Lụa', 'Làng Gốm', 'Cửa Sông', 'Hồ Sen', 'Núi Đèn', 'Bãi Trăng'];

/** Invented notices of one form, day by day and place by place: alike in every word but figures, dates and names. */
export function notices(chance: () => number, count: number): Text[] {
  return Array.from({ length: count }, (_, n) => {
    const place = places[n % places.length] ?? '';
    const day = 1 + Math.floor(n / places.length);
    const degrees = 18 + Math.floor(chance() * 14);
    const rain = Math.floor(chance() * 90);
    return {
      lang: 'vi',
      title: `Dự báo thời tiết ${place} ngày ${day}/11`,
      summary: `Nhiệt độ ${degrees} độ, mưa ${rain} mm.`,
      text: `Trạm quan trắc ${place} cho biết ngày ${day}/11 trời nhiều mây, nhiệt độ cao nhất ${degrees} độ, thấp nhất ${degrees - 6} độ, lượng mưa ${rain} mm. Gió đông bắc cấp ${2 + (rain % 4)}, biển có sóng cao ${1 + (rain % 3)} mét. Người dân cần theo dõi các bản tin tiếp theo và chủ động che chắn hoa màu. Bản tin tiếp theo được phát lúc ${6 + (n % 12)} giờ. Thông tin chi tiết có tại các nhà văn hóa thôn và trên loa phát thanh của xã trong khung giờ buổi sáng.`,
    };
  });
}
