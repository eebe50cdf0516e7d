/** Vietnamese names put together by chance, as common as they are; whoever has such a name is not meant. */
import type { People } from '../seed-store.ts';

const family =
  'Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý'.split(' ');
const women = {
  middle: ['Thị', 'Thị', 'Ngọc', 'Thu', 'Thanh', 'Minh', 'Hoài', 'Khánh', 'Bảo', 'Phương', 'Kim'],
  given:
    'An Anh Chi Dung Duyên Giang Hà Hân Hạnh Hiền Hoa Hương Lan Linh Loan Ly Mai My Nga Ngân Nhi Nhung Phương Quyên Quỳnh Tâm Thảo Thư Thủy Trâm Trang Trinh Uyên Vân Vy Xuân Yến'.split(
      ' ',
    ),
};
const men = {
  middle: ['Văn', 'Văn', 'Minh', 'Quốc', 'Đức', 'Hữu', 'Thanh', 'Gia', 'Hoàng', 'Tuấn', 'Anh'],
  given:
    'An Bình Chiến Cường Đạt Dũng Duy Hải Hào Hiếu Hoàng Hùng Huy Khang Khoa Kiên Lâm Long Luân Minh Nam Nghĩa Nguyên Nhân Phong Phúc Quân Quang Sơn Tài Thắng Thành Tín Toàn Trí Trung Tú Tùng Việt Vinh'.split(
      ' ',
    ),
};

export const people: People = {
  name: (random) => {
    const { middle, given } = random.chance(0.58) ? women : men;
    return { firstName: random.pick(given), lastName: `${random.pick(family)} ${random.pick(middle)}` };
  },
  places: [
    { city: 'Thành phố Hồ Chí Minh', province: null, zip: '700000', weight: 44 },
    { city: 'Hà Nội', province: null, zip: '100000', weight: 26 },
    { city: 'Đà Nẵng', province: null, zip: '550000', weight: 9 },
    { city: 'Cần Thơ', province: null, zip: '900000', weight: 5 },
    { city: 'Hải Phòng', province: null, zip: '180000', weight: 5 },
    { city: 'Đà Lạt', province: 'Lâm Đồng', zip: '670000', weight: 4 },
    { city: 'Nha Trang', province: 'Khánh Hòa', zip: '650000', weight: 4 },
    { city: 'Huế', province: null, zip: '530000', weight: 3 },
  ],
  streets: [
    'đường Hoa Phượng',
    'đường Bằng Lăng',
    'đường Sương Mai',
    'ngõ Trúc Xanh',
    'đường Đồi Chè',
    'đường Bến Nắng',
    'hẻm Gió Lành',
    'đường Mùa Thu',
    'đường Cây Gạo',
    'đường Sông Quê',
  ],
  street: (number, street) => `${number} ${street}`,
};
