/** Carriers that this app knows: what they are called, and their page about a number. */

export interface Carrier {
  id: string;
  name: string;
  /** How else stores write it, in small letters without spaces, signs and marks. */
  alsoCalled: readonly string[];
  /** `%s` = the number; without it the shopper has to type the number there. Null = no page is known. */
  page: string | null;
}

const carrier = (id: string, name: string, page: string | null, ...alsoCalled: string[]): Carrier => ({
  id,
  name,
  page,
  alsoCalled: [folded(name), ...alsoCalled],
});

export const carriers: readonly Carrier[] = [
  // Vietnam: by name alone, none of them publishes what its numbers look like (VNPost's are those of the world's posts).
  carrier('ghn', 'GHN', 'https://donhang.ghn.vn/?order_code=%s', 'giaohangnhanh', 'ghnexpress'),
  carrier('ghtk', 'GHTK', 'https://i.ghtk.vn/%s', 'giaohangtietkiem'),
  carrier('viettel_post', 'Viettel Post', 'https://viettelpost.com.vn/tra-cuu-hanh-trinh-don/', 'viettel', 'vtp'),
  carrier(
    'vnpost',
    'VNPost',
    'https://www.vnpost.vn/vi-vn/dinh-vi/buu-pham?key=%s',
    'vietnampost',
    'buudienvietnam',
    'vnpostems',
    'emsvietnam',
  ),
  // Asks for the last digits of the phone number, too.
  carrier(
    'jt',
    'J&T Express',
    'https://jtexpress.vn/vi/tracking?type=track&billcode=%s',
    'jt',
    'jandt',
    'jandtexpress',
    'jtexpressvn',
    'jtexpressvietnam',
  ),
  // The couriers of jkeen/tracking_number_data.
  carrier('amazon', 'Amazon Logistics', null, 'amazon', 'amazonlogisticsus'),
  carrier(
    'canada_post',
    'Canada Post',
    'https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor=%s',
  ),
  carrier('canpar', 'Canpar', 'https://www.canpar.com/en/track/tracking.jsp?reference=%s&locale=en', 'canparexpress'),
  carrier('dhl_express', 'DHL Express', 'https://www.dhl.com/en/express/tracking.html?brand=DHL&AWB=%s', 'dhl'),
  carrier(
    'dhl_ecommerce',
    'DHL eCommerce',
    'https://webtrack.dhlglobalmail.com/?trackingnumber=%s',
    'dhlecommerceasia',
    'dhlglobalmail',
  ),
  carrier('dpd', 'DPD', 'https://www.dpdgroup.com/nl/mydpd/my-parcels/track?lang=en&parcelNumber=%s'),
  carrier('fedex', 'FedEx', 'https://www.fedex.com/fedextrack/?trknbr=%s', 'fedexground', 'fedexexpress'),
  carrier('gofo', 'GOFO Express', 'https://www.gofoexpress.com/tracking.html?searchID=%s', 'gofo'),
  carrier('landmark', 'Landmark Global', 'https://track.landmarkglobal.com/?search=%s', 'landmark'),
  carrier('lasership', 'LaserShip', null),
  carrier(
    'old_dominion',
    'Old Dominion',
    'https://www.odfl.com/Trace/standardResult.faces?pro=%s',
    'olddominionfreightline',
  ),
  carrier('ontrac', 'OnTrac', 'https://www.ontrac.com/tracking/?number=%s'),
  carrier('purolator', 'Purolator', 'https://www.purolator.com/en/shipping/tracker?searchValue=%s'),
  carrier('speedee', 'Spee-Dee Delivery', 'https://www.speedeedelivery.com/track/?tracking=%s', 'speedee'),
  carrier('ups', 'UPS', 'https://www.ups.com/track?tracknum=%s', 'unitedparcelservice'),
  carrier('usps', 'USPS', 'https://tools.usps.com/go/TrackConfirmAction?tLabels=%s', 'unitedstatespostalservice'),
  carrier('yodel', 'Yodel', 'https://www.yodel.co.uk/tracking/%s'),
  carrier('yunexpress', 'YunExpress', 'https://www.yuntrack.com/parcelTracking?id=%s', 'yuntrack'),
];

const byId = new Map(carriers.map((one) => [one.id, one]));
const byName = new Map(carriers.flatMap((one) => one.alsoCalled.map((name) => [name, one])));

export function carrierById(id: string): Carrier | null {
  return byId.get(id) ?? null;
}

/** As a store calls it, also by two names at once (`Giao Hàng Nhanh (GHN)`); null for a name that is not known here. */
export function carrierNamed(name: string): Carrier | null {
  const whole = byName.get(folded(name));
  if (whole) return whole;
  const named = new Set(name.split(/[()/|–-]/).flatMap((part) => (part.trim() === '' ? [] : byName.get(folded(part)))));
  const [only] = named;
  return named.size === 1 && only ? only : null;
}

/** Stores that do not say whose parcel it is call it so. */
export function saysNoCarrier(name: string): boolean {
  return ['', 'other', 'khac'].includes(folded(name));
}

export function pageAbout(carrier: Pick<Carrier, 'page'>, number: string): string | null {
  return carrier.page && carrier.page.replace('%s', encodeURIComponent(number));
}

function folded(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^a-z0-9]/g, '');
}
