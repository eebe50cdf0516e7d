import { describe, expect, it } from 'vitest';
import { carrierNamed, carriers, pageAbout, saysNoCarrier } from './carriers.ts';
import { guessCarriers } from './guess-carrier.ts';

/** Published with the formats of jkeen/tracking_number_data: what is right, and what is nearly. */
const published: [carrier: string, right: string, wrong: string][] = [
  [
    'ups',
    '1Z5R89390357567127 1Z879E930346834440 1Z410E7W0392751591 1Z8V92A70367203024 1ZXX3150YW44070023',
    '2Z5R89390357567127 1A5R89390357567127 1Z1111111111111111',
  ],
  [
    'usps',
    '03071790000523483741 71123456789123456787 4201002334249200190132607600833457 4201028200009261290113185417468510 420221539101026837331000039521 71969010756003077385 9505511069605048600624 9101123456789000000013 92748931507708513018050063 9400111201080805483016 9361289878700317633795 9405803699300124287899',
    '03071790000523483742 4201028200009261290113185417468511 61299998820821171811 9200000000000000000000 420000000000000000000000000000 420000009200000000000000000000',
  ],
  [
    'fedex',
    '986578788855 477179081230 799531274483 790535312317 974367662710 1001921334250001000300779017972697 1001921380360001000300639585804382 1001901781990001000300617767839437 1002297871540001000300790695517286 61299998820821171811 9261292700768711948021 041441760228964 568283610012000 568283610012734 000123450000000027 9611020987654312345672 9622001900000000000000776632517510 9622001560000000000000794808390594 9622001560001234567100794808390594 9632001560123456789900794808390594',
    '996578788855 1001901781990001000300617767839438 9261292700768711948020 568283610012732 000000000000000001 9600000000000000000001 9622001560001234567100794808390595 9622001560001234567100794808390597',
  ],
  [
    'dhl_express',
    '3318810025 73891051146 8487135506 1099255990 3821724944 3318810036 3318810014 JJD0099999999 JVGL0999999990',
    '3318810010 3318810034 3318810011 73891051149 73891051147 XJD0099999998',
  ],
  ['dhl_ecommerce', 'GM2951173225174494 GM295117494011169042', 'GS295117494011169041 GR295117494011169045'],
  [
    'ontrac',
    'C11031500001879 C10999911320231 C11121552953069 C11121553156000 C11121552829468 D10011354453707 D10011345983010 D10011342332145',
    'C10000000000000 C11031500001889 D10011345983012 D10011342332144',
  ],
  ['post_gb', 'RB123456785GB', 'RB123456786GB'],
  ['post_cv', 'RB123456785CV', 'RB123456785XX'],
  ['post_cf', 'RB123456785CF', 'RB123456785ZZ'],
  ['usps', 'RB123456785US', 'RB123456786US'],
  // Where the division leaves nothing, or one.
  ['vnpost', 'RB473124885VN EE473124850VN', 'RB473124880VN EE473124851VN'],
  ['canada_post', '0073938000549297', '0073938000549292'],
  [
    'canpar',
    'D576002440000001718010 D576002440000001428004 L576002440000000001004 S576002440000000025001',
    '1576002440000002510003 D57600244000000251000 M576002440000002510003',
  ],
  ['dpd', '008182709980000020033350276C 008182709980000020045327276N', '008182709980000020033350276A'],
  ['gofo', 'GFUS01011884214464 GFUS01011884214272', 'GFUS0101188421446'],
  ['landmark', 'LTN74207623N1 LTN74209518N1 LTN74224021N1', 'LSN74209518N2 LSN74209518N1'],
  [
    'lasership',
    'LX17635036 1LS717793482164 1LS724505321754 1LS720000000000 1LS7119013618127-1',
    'LX17635036N LX176350N6 LA17635036 1LS734505321754 1LS7119013618127-2',
  ],
  [
    'old_dominion',
    '07209562763 77767553207 77806528897 80003280379 80993847369',
    '07209562773 79927398713 80003280389',
  ],
  [
    'purolator',
    '320595463938 320606146993 287809468872 320610804900 331426749957 331434972567 KYV009956937 CGK002986959',
    '320595463939 287809468875 KY009956937',
  ],
  ['speedee', 'SP029692510000920746 SP029692450001607639', '029692510000920746 SX029692510000920746'],
  ['yodel', 'JJD0002257639032011 JD0002242617644732', 'JD000225440506099 JC0002254405060992'],
  ['yunexpress', 'YT2229521272164446 YT2229521272164447', 'YT123456789012345'],
  ['amazon', 'TBA000000000000 TBA502887274000', 'TBA50288727400A 000000000000 TBB000000000000'],
];

const guessed = (number: string) => guessCarriers(number).map(({ id }) => id);

describe('A carrier is guessed by the published form of its numbers', () => {
  it.each(published)('knows the numbers of %s by form and check digit', (carrier, right, wrong) => {
    expect(right.split(' ').filter((number) => !guessed(number).includes(carrier))).toEqual([]);
    expect(wrong.split(' ').filter((number) => guessed(number).includes(carrier))).toEqual([]);
  });

  it('takes spaces and small letters as people write them', () => {
    expect(guessed(' 1z 8v92a7 03 6720 3024 ')).toEqual(['ups']);
  });

  it('names all whose form fits, what a check digit proves before what only looks alike', () => {
    expect(guessed('287809468872').toSorted()).toEqual(['fedex', 'purolator']);
    expect(guessed('78045768393')).toContain('dhl_express');
    expect(guessed('RB123456785VN')).toEqual(['vnpost']);
    const [first] = guessCarriers('1Z5R89390357567127');
    expect(first).toMatchObject({ name: 'UPS', url: 'https://www.ups.com/track?tracknum=1Z5R89390357567127' });
  });

  it('says nothing of a number whose form nobody has published', () => {
    for (const number of [
      'GYCYQNYM',
      'S1.A1.17373471',
      '840000012345',
      '',
      '<script>',
      'VTP1234567',
      'E'.repeat(5_000),
    ])
      expect(guessed(number)).toEqual([]);
  });
});

describe('A carrier is known by what a store calls it', () => {
  it.each([
    ['Giao Hàng Nhanh', 'ghn'],
    ['GHTK', 'ghtk'],
    ['giao hàng tiết kiệm', 'ghtk'],
    ['Viettel Post', 'viettel_post'],
    ['Bưu điện Việt Nam', 'vnpost'],
    ['VNPost', 'vnpost'],
    ['J&T Express', 'jt'],
    ['FedEx', 'fedex'],
    ['Giao Hàng Nhanh (GHN)', 'ghn'],
    ['GHTK - Giao hàng tiết kiệm', 'ghtk'],
  ])('%s is %s', (name, id) => expect(carrierNamed(name)?.id).toBe(id));

  it('knows none by a name that is nobody’s', () => {
    for (const name of ['My cousin with a van', 'UPS / FedEx', 'DHL - Paket', '- (/)', ''])
      expect(carrierNamed(name)).toBeNull();
    expect(saysNoCarrier('Other') && saysNoCarrier('Khác') && !saysNoCarrier('UPS')).toBe(true);
  });

  it('leads to a page about the number, which cannot break out of the address', () => {
    const [ghn] = carriers;
    expect(ghn && pageAbout(ghn, 'A&b="1"')).toBe('https://donhang.ghn.vn/?order_code=A%26b%3D%221%22');
    const names = carriers.flatMap(({ alsoCalled }) => alsoCalled);
    expect(new Set(names).size).toBe(names.length);
  });
});
