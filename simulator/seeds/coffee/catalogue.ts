/** Coffee, tea and what one brews them with. Prices in đồng, tax included; a seed's prices are rounded as shops there round them. */
import type { Colours, Motif } from '../pictures/look.ts';
import type { Picture, Shape } from '../pictures/picture.ts';
import type { SeedCollection, SeedProduct } from '../seed-store.ts';

const roast: Colours = { ground: '#f0e2cd', main: '#5f3822', deep: '#341d10', accent: '#b9772c' };
const clay: Colours = { ground: '#f3ded3', main: '#b5573a', deep: '#6c2c1b', accent: '#c8803c' };
const forest: Colours = { ground: '#dfe9da', main: '#4d7350', deep: '#284229', accent: '#b08a34' };
const jade: Colours = { ground: '#e0ece4', main: '#86aa84', deep: '#3d5f47', accent: '#7c8f3a' };
const rose: Colours = { ground: '#f5e1e0', main: '#c98587', deep: '#7f3d45', accent: '#b6565f' };
const night: Colours = { ground: '#dde4ea', main: '#344b60', deep: '#1b2937', accent: '#a8803f' };
const sand: Colours = { ground: '#f1e8d6', main: '#d3b58a', deep: '#7a5a33', accent: '#8d5a2b' };
const lotus: Colours = { ground: '#f2e6ec', main: '#dcb5c4', deep: '#7b4a60', accent: '#a85e7c' };
const steel: Colours = { ground: '#e4e8ea', main: '#c9d0d4', deep: '#5d6a72', accent: '#b9772c' };

const draw = (shape: Shape, colours: Colours, motif: Motif, label?: string, note?: string): Picture => ({
  shape,
  colours,
  motif,
  ...(label === undefined ? {} : { label }),
  ...(note === undefined ? {} : { note }),
});

/** Bags by weight: 250 g at the price given, 500 g and 1 kg a little cheaper by the gram. */
function byWeight(sku: string, price250: number): SeedProduct['variants'] {
  const rounded = (amount: number): number => Math.round(amount / 1000) * 1000;
  return [
    { title: '250 g', sku: `${sku}-250`, price: price250, share: 0.58 },
    { title: '500 g', sku: `${sku}-500`, price: rounded(price250 * 1.88), share: 0.3 },
    { title: '1 kg', sku: `${sku}-1000`, price: rounded(price250 * 3.55), share: 0.12 },
  ];
}
const teaByWeight = (sku: string, price100: number): SeedProduct['variants'] => [
  { title: '100 g', sku: `${sku}-100`, price: price100, share: 0.66 },
  { title: '200 g', sku: `${sku}-200`, price: Math.round((price100 * 1.9) / 1000) * 1000, share: 0.34 },
];
const single = (sku: string, price: number): SeedProduct['variants'] => [
  { title: 'Default Title', sku, price, share: 1 },
];

const bag = (
  handle: string,
  title: string,
  description: string,
  sku: string,
  price250: number,
  popularity: number,
  picture: Picture,
  tags: string[] = [],
): SeedProduct => ({
  handle,
  title,
  description,
  productType: 'Cà phê',
  tags: ['ca-phe', ...tags],
  picture,
  variants: byWeight(sku, price250),
  popularity,
  copies: [0.82, 0.15, 0.03],
});
const tea = (
  handle: string,
  title: string,
  description: string,
  sku: string,
  price100: number,
  popularity: number,
  picture: Picture,
  season: Record<number, number> = {},
): SeedProduct => ({
  handle,
  title,
  description,
  productType: 'Trà',
  tags: ['tra'],
  picture,
  variants: teaByWeight(sku, price100),
  popularity,
  season,
  copies: [0.86, 0.12, 0.02],
});
const ware = (
  handle: string,
  title: string,
  description: string,
  sku: string,
  price: number,
  popularity: number,
  picture: Picture,
  season: Record<number, number> = {},
): SeedProduct => ({
  handle,
  title,
  description,
  productType: 'Dụng cụ',
  tags: ['dung-cu'],
  picture,
  variants: single(sku, price),
  popularity,
  season,
});
const tet: Record<number, number> = { 1: 4, 2: 2.5, 12: 1.8 };
const hot: Record<number, number> = { 4: 1.5, 5: 1.8, 6: 1.7, 7: 1.4 };
const autumn: Record<number, number> = { 8: 1.5, 9: 2.2, 10: 1.6 };

export const products: SeedProduct[] = [
  bag(
    'robusta-dam-da',
    'Robusta Đậm Đà',
    'Robusta chín đỏ từ Đắk Lắk, rang đậm vừa tới. Vị đắng dày, hậu ngọt như ca cao, thơm nồng khi pha phin.\n\nHợp nhất với cà phê sữa đá.',
    'CF-ROB',
    95_000,
    10,
    draw('pouch', roast, 'bean', 'Đậm Đà', 'robusta · rang đậm'),
    ['rang-dam'],
  ),
  bag(
    'arabica-cau-dat',
    'Arabica Cầu Đất',
    'Arabica trồng ở độ cao 1.500 m, chế biến ướt. Chua thanh như cam, hương hoa trắng, hậu vị sạch.\n\nNên pha bằng phễu lọc hoặc phin chậm.',
    'CF-ARA',
    145_000,
    7,
    draw('pouch', clay, 'hills', 'Cầu Đất', 'arabica · rang vừa'),
  ),
  bag(
    'phoi-truyen-thong',
    'Phối Truyền Thống 7:3',
    'Bảy phần robusta, ba phần arabica: đậm như cà phê vỉa hè, thơm hơn một chút. Gói quen thuộc của nhà mình từ ngày đầu.',
    'CF-P73',
    110_000,
    9,
    draw('pouch', sand, 'sun', 'Phối 7:3', 'truyền thống'),
    ['rang-dam'],
  ),
  bag(
    'moka-da-lat',
    'Moka Đà Lạt',
    'Hạt moka nhỏ và tròn, sản lượng ít. Hương trái cây chín, vị chua dịu, hậu ngọt kéo dài.',
    'CF-MOK',
    185_000,
    4,
    draw('pouch', rose, 'flower', 'Moka', 'Đà Lạt · rang vừa'),
  ),
  bag(
    'culi-nguyen-hat',
    'Culi Nguyên Hạt',
    'Mỗi trái chỉ có một hạt, nên vị dồn lại: đắng mạnh, caffeine cao, thơm lâu. Dành cho người quen uống đậm.',
    'CF-CUL',
    120_000,
    5,
    draw('pouch', night, 'bean', 'Culi', 'nguyên hạt'),
    ['rang-dam'],
  ),
  bag(
    'honey-lam-ha',
    'Honey Lâm Hà',
    'Phơi cùng lớp mật của trái chín. Ngọt như đường nâu, thoảng mận và mật ong, ít chua.',
    'CF-HON',
    165_000,
    4,
    draw('pouch', { ...sand, main: '#d79c3f', deep: '#7d521a' }, 'dots', 'Honey', 'Lâm Hà · rang vừa'),
  ),
  bag(
    'espresso-gac-mai',
    'Espresso Gác Mái',
    'Phối riêng cho máy pha: lớp crema dày, vị sô-cô-la đen và hạt dẻ. Rang mỗi thứ Ba.',
    'CF-ESP',
    138_000,
    5,
    draw('pouch', { ...roast, main: '#2f2a28', deep: '#161312' }, 'arches', 'Gác Mái', 'espresso'),
    ['rang-dam'],
  ),
  bag(
    'decaf-nhe-dem',
    'Decaf Nhẹ Đêm',
    'Khử caffeine bằng nước, giữ hương hạt rang và caramel. Uống buổi tối vẫn ngủ ngon.',
    'CF-DEC',
    172_000,
    2,
    draw('pouch', lotus, 'waves', 'Nhẹ Đêm', 'không caffeine'),
  ),
  {
    ...bag(
      'phin-giay-10',
      'Cà Phê Phin Giấy (10 gói)',
      'Mười gói phin giấy xay sẵn, chỉ cần nước nóng. Mang theo khi đi làm, đi núi, đi thăm nhà.',
      'CF-DRP',
      118_000,
      6,
      draw('box', roast, 'waves', 'Phin Giấy', '10 gói'),
      ['tien-loi'],
    ),
    variants: single('CF-DRP-10', 118_000),
  },
  {
    ...bag(
      'u-lanh-chai',
      'Cà Phê Ủ Lạnh Chai 500 ml',
      'Ủ lạnh mười sáu giờ, không đường. Êm, ít chua, rót ra là uống.',
      'CF-CLD',
      79_000,
      4,
      draw('bottle', night, 'waves', 'Ủ Lạnh', '500 ml'),
      ['tien-loi'],
    ),
    variants: single('CF-CLD-500', 79_000),
    season: hot,
    copies: [0.5, 0.3, 0.2],
  },
  tea(
    'o-long-bao-loc',
    'Ô Long Bảo Lộc',
    'Búp non lên men nhẹ, sấy vo viên. Nước vàng trong, hương sữa và hoa lan.',
    'TR-OLO',
    125_000,
    6,
    draw('tin', forest, 'leaf', 'Ô Long', 'Bảo Lộc'),
  ),
  tea(
    'tra-sen-tay-ho',
    'Trà Sen Ướp Tay',
    'Chè xanh ướp với nhị sen tươi, làm từng mẻ nhỏ vào mùa sen. Hương dịu, ngọt lâu.',
    'TR-SEN',
    260_000,
    3,
    draw('tin', lotus, 'flower', 'Trà Sen', 'ướp tay'),
    { 6: 1.8, 7: 2, ...tet },
  ),
  tea(
    'tra-lai-xanh',
    'Trà Lài Xanh',
    'Chè xanh ướp hoa lài ban đêm. Pha nóng thơm, pha lạnh càng thơm.',
    'TR-LAI',
    85_000,
    5,
    draw('tin', jade, 'flower', 'Trà Lài', 'chè xanh'),
    hot,
  ),
  tea(
    'shan-tuyet-co-thu',
    'Shan Tuyết Cổ Thụ',
    'Hái từ những cây chè trăm tuổi trên núi cao Hà Giang. Vị chát nhẹ, hậu ngọt sâu.',
    'TR-SHA',
    195_000,
    3,
    draw('tin', { ...jade, main: '#dfe5dd', deep: '#53685a' }, 'hills', 'Shan Tuyết', 'cổ thụ'),
    autumn,
  ),
  tea(
    'hong-tra-mat-ong',
    'Hồng Trà Mật Ong',
    'Lên men trọn vẹn, nước đỏ hổ phách, thơm mật ong rừng. Hợp pha trà sữa.',
    'TR-HON',
    98_000,
    5,
    draw('tin', clay, 'dots', 'Hồng Trà', 'mật ong'),
    autumn,
  ),
  tea(
    'tra-gung-que',
    'Trà Gừng Quế',
    'Gừng sẻ, quế Trà Bồng và cam thảo. Không caffeine, ấm bụng ngày mưa.',
    'TR-GUN',
    72_000,
    3,
    draw('pouch', { ...clay, main: '#d08a3e' }, 'sun', 'Gừng Quế', 'thảo mộc'),
    { 11: 1.7, 12: 1.8, 1: 1.5 },
  ),
  tea(
    'tra-atiso-do',
    'Trà Atiso Đỏ',
    'Đài hoa sấy khô, chua thanh. Thêm mật ong và đá thành món giải nhiệt.',
    'TR-ATI',
    68_000,
    3,
    draw('pouch', { ...rose, main: '#a8324a', deep: '#5e1526' }, 'flower', 'Atiso Đỏ', 'hoa sấy'),
    hot,
  ),
  ware(
    'phin-nhom',
    'Phin Nhôm Một Ly',
    'Phin nhôm dập thủ công, lỗ nhỏ đều nên cà phê xuống chậm. Một ly vừa đủ buổi sáng.',
    'DC-PHN',
    65_000,
    5,
    draw('phin', steel, 'none'),
  ),
  ware(
    'phin-dong-khac',
    'Phin Đồng Khắc',
    'Đồng dày giữ nhiệt lâu, thân khắc hoa văn bằng tay. Món quà bền theo năm tháng.',
    'DC-PHD',
    320_000,
    2,
    draw('phin', { ...sand, main: '#c27b46', deep: '#7b4423' }, 'none'),
    tet,
  ),
  ware(
    'ly-gom-bat-trang',
    'Ly Gốm Men Rạn',
    'Gốm men rạn nung ở 1.200 độ, mỗi chiếc một vân. Dung tích 240 ml.',
    'DC-LYG',
    145_000,
    3,
    draw('mug', { ...jade, main: '#cfdcd2', deep: '#4f6b5a', accent: '#a9bdae' }, 'waves'),
  ),
  ware(
    'bo-tach-dia',
    'Bộ Tách Đĩa Chấm Bi',
    'Tách sứ và đĩa lót chấm bi, dung tích 180 ml. Rửa được bằng máy.',
    'DC-TAC',
    175_000,
    2,
    draw('cup', { ...clay, accent: '#f6dcc0' }, 'dots'),
  ),
  ware(
    'am-rot-co-ngong',
    'Ấm Rót Cổ Ngỗng',
    'Vòi cong rót nước đều và chậm, tay cầm không nóng. Dung tích 600 ml.',
    'DC-AMR',
    485_000,
    1.5,
    draw('kettle', { ...night, accent: '#b9772c' }, 'none'),
  ),
  ware(
    'binh-pha-lanh',
    'Bình Pha Lạnh 1 Lít',
    'Thủy tinh chịu nhiệt kèm lưới lọc. Ủ cà phê hay trà qua đêm trong tủ lạnh.',
    'DC-BPL',
    265_000,
    2,
    draw('shelfJar', { ...roast, main: '#7a4a2b' }, 'none'),
    hot,
  ),
  ware(
    'chen-tra-men-xanh',
    'Bộ Bốn Chén Trà Men Xanh',
    'Bốn chén men ngọc, vừa tay người lớn tuổi. Đóng hộp giấy dày.',
    'DC-CHN',
    210_000,
    2,
    draw('bowl', { ...jade, main: '#a8c6b4', accent: '#e4efe8' }, 'leaf'),
    tet,
  ),
  {
    ...ware(
      'hop-qua-tet',
      'Hộp Quà Sum Vầy',
      'Một gói Phối 7:3, một hộp Ô Long Bảo Lộc và phin nhôm, buộc nơ tay. Có thiệp viết theo lời bạn gửi.',
      'QT-SUM',
      395_000,
      1.4,
      draw('giftBox', { ...clay, main: '#b23a30', deep: '#6e1a17', accent: '#e3b55a' }, 'flower', 'Sum Vầy'),
      { 1: 9, 2: 5, 12: 3, 9: 2 },
    ),
    productType: 'Quà tặng',
    tags: ['qua-tang'],
  },
  {
    ...ware(
      'hop-qua-sang',
      'Hộp Quà Chào Buổi Sáng',
      'Arabica Cầu Đất, ly gốm men rạn và mười gói phin giấy trong hộp cứng.',
      'QT-SAN',
      360_000,
      1.4,
      draw('giftBox', { ...forest, accent: '#e9d9b0' }, 'sun', 'Buổi Sáng'),
      { 1: 3, 3: 1.6, 10: 1.8, 11: 1.6, 12: 2 },
    ),
    productType: 'Quà tặng',
    tags: ['qua-tang'],
  },
];

export const collections: SeedCollection[] = [
  { handle: 'ca-phe', title: 'Cà phê', tag: 'ca-phe' },
  { handle: 'tra', title: 'Trà', tag: 'tra' },
  { handle: 'rang-dam', title: 'Rang đậm', tag: 'rang-dam' },
  { handle: 'tien-loi', title: 'Uống liền', tag: 'tien-loi' },
  { handle: 'dung-cu', title: 'Dụng cụ', tag: 'dung-cu' },
  { handle: 'qua-tang', title: 'Quà tặng', tag: 'qua-tang' },
];

export const affinities: [string, string, number][] = [
  ['robusta-dam-da', 'phin-nhom', 5],
  ['phoi-truyen-thong', 'phin-nhom', 4],
  ['arabica-cau-dat', 'am-rot-co-ngong', 5],
  ['moka-da-lat', 'am-rot-co-ngong', 4],
  ['honey-lam-ha', 'arabica-cau-dat', 3],
  ['o-long-bao-loc', 'chen-tra-men-xanh', 7],
  ['tra-sen-tay-ho', 'chen-tra-men-xanh', 5],
  ['tra-lai-xanh', 'binh-pha-lanh', 4],
  ['phin-giay-10', 'u-lanh-chai', 3],
  ['espresso-gac-mai', 'bo-tach-dia', 5],
  ['hong-tra-mat-ong', 'tra-gung-que', 3],
  ['shan-tuyet-co-thu', 'tra-sen-tay-ho', 3],
];
