/** American names put together by chance; whoever has such a name is not meant. */
import type { People } from '../seed-store.ts';

const given =
  'Ada Alma Amara Anders Aria Asa Beatriz Ben Blake Camille Carlos Cecilia Clara Dana Daniel Delia Derek Diego Elena Eli Emmett Esme Farah Felix Fiona Gabriel Grace Hana Hugo Ines Ira Isaac Jada Jamal Jonas Joy Juno Kai Keiko Lena Leo Lila Lucia Malik Mara Mateo Maya Mei Miles Mina Nadia Naomi Nico Noor Nora Oscar Owen Paloma Petra Priya Quinn Rafael Ravi Renee Rosa Ruth Sade Samir Sasha Selma Simon Sofia Talia Theo Uma Vera Wes Yara Zoe'.split(
    ' ',
  );
const family =
  'Abbott Acosta Adeyemi Alvarez Baker Banerjee Barrett Bauer Bell Bianchi Brooks Byrne Castillo Chen Clarke Cohen Cruz Dalton Diaz Donovan Ellis Farrell Fischer Flores Foster Garcia Goldberg Grant Greene Gupta Haddad Hale Hansen Hayes Hoffman Hughes Ito Jansen Johnson Kaplan Keller Kim Kowalski Larsen Lee Lopez Marsh Mendoza Meyer Morales Murphy Nakamura Nguyen Novak Okafor Olsen Ortiz Park Patel Pereira Perry Quinn Ramirez Reed Rivera Rossi Russo Santos Schmidt Shah Silva Singh Stone Sullivan Tanaka Torres Turner Vargas Walsh Weber Wong Wright Young'.split(
    ' ',
  );

export const people: People = {
  name: (random) => ({ firstName: random.pick(given), lastName: random.pick(family) }),
  places: [
    { city: 'Brooklyn', province: 'New York', zip: '11201', weight: 20 },
    { city: 'New York', province: 'New York', zip: '10011', weight: 18 },
    { city: 'Hudson', province: 'New York', zip: '12534', weight: 8 },
    { city: 'Jersey City', province: 'New Jersey', zip: '07302', weight: 10 },
    { city: 'Providence', province: 'Rhode Island', zip: '02903', weight: 8 },
    { city: 'Boston', province: 'Massachusetts', zip: '02116', weight: 12 },
    { city: 'Philadelphia', province: 'Pennsylvania', zip: '19107', weight: 12 },
    { city: 'Portland', province: 'Maine', zip: '04101', weight: 6 },
    { city: 'Richmond', province: 'Virginia', zip: '23220', weight: 6 },
  ],
  streets: [
    'Alder Street',
    'Birch Lane',
    'Cooper Row',
    'Dovetail Street',
    'Elm Court',
    'Ferry Road',
    'Granary Street',
    'Hollow Lane',
    'Juniper Avenue',
    'Lantern Street',
    'Mill Road',
    'Orchard Place',
    'Quarry Street',
    'Thistle Way',
  ],
  street: (number, street) => `${number} ${street}`,
};
