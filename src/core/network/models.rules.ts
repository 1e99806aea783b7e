import type { Model } from './facts.rules.js';

/** An area of a network with its code from the Office for National Statistics. */
export interface DistrictFacts {
  gss: string;
  name: string;
  kind: 'district' | 'unitary';
}

/** What a network starts with; every line of it can be changed afterwards. */
export interface ModelFacts {
  about: string;
  /** The network's words by ours. */
  words: Record<string, string>;
  modules: string[];
  districts: DistrictFacts[];
}

const unitary = (gss: string, name: string): DistrictFacts => ({ gss, name, kind: 'unitary' });
const district = (gss: string, name: string): DistrictFacts => ({ gss, name, kind: 'district' });

/** The three practices the product was made for. County-wide is no district: it is where none is named. */
export const MODELS: Record<Model, ModelFacts> = {
  northumberland: {
    about: 'One network for a large rural county, with a part-time co-ordinator and county-wide meetings',
    words: { network: 'network', representative: 'representative', digest: 'weekly update' },
    modules: ['members', 'digest', 'representatives', 'meetings', 'expenses', 'development'],
    districts: [unitary('E06000057', 'Northumberland')],
  },
  derbyshire: {
    about: 'A forum in each district and a group elected from them, with officers for small organisations',
    words: { network: 'group', representative: 'representative', digest: 'weekly digest' },
    modules: ['members', 'digest', 'representatives', 'forum', 'meetings', 'expenses', 'development'],
    districts: [
      district('E07000032', 'Amber Valley'),
      district('E07000033', 'Bolsover'),
      district('E07000034', 'Chesterfield'),
      district('E07000035', 'Derbyshire Dales'),
      district('E07000036', 'Erewash'),
      district('E07000037', 'High Peak'),
      district('E07000038', 'North East Derbyshire'),
      district('E07000039', 'South Derbyshire'),
    ],
  },
  portsmouth: {
    about: 'One forum for a city with an independent chair and an administrator who collates and sends out',
    words: { network: 'forum', representative: 'representative', digest: 'update' },
    modules: ['members', 'digest', 'representatives', 'forum', 'meetings', 'expenses', 'development'],
    districts: [unitary('E06000044', 'Portsmouth')],
  },
};

/** Words a network may put its own in place of, and what they stand for. */
export const OWN_WORDS: { ours: string; means: string }[] = [
  { ours: 'network', means: 'the network itself' },
  { ours: 'representative', means: 'a person who holds a seat for the network' },
  { ours: 'district', means: 'an area within the network' },
  { ours: 'digest', means: 'what goes out every week' },
];

/** What can be switched on and off, in the words of the settings page. */
export const MODULE_WORDS: Record<string, string> = {
  members: 'Members: organisations, people and their records',
  digest: 'Digest: articles and what goes out every week',
  representatives: 'Representatives: bodies, seats, elections, reports back and questions',
  forum: 'Forum: rooms to talk in',
  meetings: 'Meetings: agendas, attendance and minutes',
  expenses: 'Expenses: claims, funds and payments',
  development: 'Development: visits, training and self-evaluation',
};
