import type { RoleName } from '../core/access/roles.rules.js';
import type { Model } from '../core/network/facts.rules.js';

/** Somebody in an example network. Whoever comes with the members' list already has a record by the same name. */
export interface ExamplePerson {
  given: string;
  family: string;
  email: string;
  role: RoleName;
  /** Names of districts for which the role is held; without any it is for the whole network. */
  districts?: string[];
}

/** An example network: its names, its people and how its articles speak of the area. */
export interface ExampleFacts {
  slug: string;
  name: string;
  area: 'county' | 'city';
  /** How it is rung and written to; the numbers are among those that Ofcom keeps for drama. */
  telephone: string;
  post: string;
  people: ExamplePerson[];
}

const at = (role: RoleName, name: string, districts?: string[], email?: string): ExamplePerson => {
  const [given, ...family] = name.split(' ');
  const address = email ?? `${name.toLowerCase().replaceAll(' ', '.')}@example.org`;
  return { role, given, family: family.join(' '), email: address, ...(districts && { districts }) };
};

/** The three examples. All people are invented; the first of each is the co-ordinator. */
export const EXAMPLES: Record<Model, ExampleFacts> = {
  derbyshire: {
    slug: 'example',
    name: 'GRID Children and Young People’s Network (example)',
    area: 'county',
    telephone: '01632 960140',
    post: 'GRID Network, The Old School, 4 Market Street, Matlock DE4 3ZZ',
    people: [
      at('coordinator', 'Maureen Calladine'),
      at('administrator', 'Keith Brassington'),
      at('treasurer', 'Sunita Parmar'),
      at('development_officer', 'Owen Hallsworth', ['High Peak', 'Derbyshire Dales', 'Amber Valley']),
      at('development_officer', 'Grace Adebayo', ['Bolsover', 'Chesterfield', 'North East Derbyshire']),
      at('representative', 'Tariq Mahmood', ['Bolsover'], 't.mahmood@example.org'),
      at('representative', 'Anjali Deshmukh', ['Erewash'], 'a.deshmukh@example.org'),
      at('representative', 'Leroy Bartholomew', ['South Derbyshire'], 'l.bartholomew@example.org'),
      at('representative', 'Hamish Drummond', ['Amber Valley'], 'h.drummond@example.org'),
      at('chair', 'Eleanor Frith'),
      at('partner', 'Philippa Storer'),
      at('member', 'Ceri Llewellyn', undefined, 'hollybank.parents.carers.network@example.org'),
    ],
  },
  northumberland: {
    slug: 'example-northumberland',
    name: 'Northumberland Children and Families Network (example)',
    area: 'county',
    telephone: '01632 960141',
    post: 'Children and Families Network, 2 Bridge Street, Morpeth NE61 9ZZ',
    people: [
      at('coordinator', 'Hilda Fenwick'),
      at('administrator', 'Gordon Telfer'),
      at('treasurer', 'Isla Renwick'),
      at('development_officer', 'Craig Milburn'),
      at('representative', 'Darren Purvis', undefined, 'd.purvis@example.org'),
      at('representative', 'Ruth Elliot', undefined, 'r.elliot@example.org'),
      at('chair', 'Bernard Hedley'),
      at('partner', 'Sheila Dodds'),
      at('member', 'Lynne Charlton', undefined, 'curlew.moor.playgroup@example.org'),
    ],
  },
  portsmouth: {
    slug: 'example-portsmouth',
    name: 'Portsmouth Children’s Forum (example)',
    area: 'city',
    telephone: '01632 960142',
    post: 'Children’s Forum, 17 Hall Road, Portsmouth PO1 9ZZ',
    people: [
      at('coordinator', 'Yvonne Hallett'),
      at('administrator', 'Desmond Pink'),
      at('treasurer', 'Farah Siddiqui'),
      at('development_officer', 'Nicola Brading'),
      at('representative', 'Jermaine Whitlock', undefined, 'j.whitlock@example.org'),
      at('representative', 'Leon Abrahams', undefined, 'l.abrahams@example.org'),
      at('chair', 'Ambrose Keane'),
      at('partner', 'Judith Marriott'),
      at('member', 'Sharon Pettifer', undefined, 'fratton.lanes.playgroup@example.org'),
    ],
  },
};
