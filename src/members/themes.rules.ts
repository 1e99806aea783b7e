import { nameKey } from '../core/text/name-key.rules.js';
import { nearest } from '../core/text/nearest.rules.js';
import { quoted, refused, taken, type Reading } from '../core/text/reading.rules.js';

/** What an item or an organisation is about. `key` never changes; `words` are other ways of writing it. */
export interface Theme {
  key: string;
  name: string;
  kind: 'outcome' | 'sub-sector';
  /** What it is called inside a sentence, where that is not its name. */
  about?: string;
  words: readonly string[];
}

/** The five outcomes of Every Child Matters (Children Act 2004, section 10(2), in the words of the programme). */
const OUTCOMES: Theme[] = [
  outcome('be-healthy', 'Be healthy', 'being healthy', 'health; healthy; health and well-being'),
  outcome('stay-safe', 'Stay safe', 'staying safe', 'safe; safety; safeguarding; child protection'),
  outcome(
    'enjoy-and-achieve',
    'Enjoy and achieve',
    'enjoying and achieving',
    'education; learning; attainment',
  ),
  outcome(
    'positive-contribution',
    'Make a positive contribution',
    'making a positive contribution',
    'positive contribution; participation; volunteering; young people’s voice',
  ),
  outcome(
    'economic-well-being',
    'Achieve economic well-being',
    'achieving economic well-being',
    `economic well-being; economic wellbeing; achieve economic wellbeing; employment; employability; child poverty`,
  ),
];

/** The sixteen sub-sectors, each with its usual spellings. */
const SUB_SECTORS: Theme[] = [
  subSector(
    'early-years',
    'Early years and under fives',
    `early years; early years/under fives; early years / under 5s; under fives; under 5s; pre-school; preschool;
    playgroups; playgroup; nursery; nurseries; toddlers; parent and toddler; childcare; children’s centres; Sure Start`,
  ),
  subSector(
    'youth-work',
    'Youth work',
    'youth; youth club; youth clubs; youth group; youth groups; youth service; youth services; young people; mentoring',
  ),
  subSector(
    'uniformed-groups',
    'Uniformed groups',
    'uniformed group; uniformed; uniformed youth groups; scouts; guides; scouts and guides; cadets; brigades',
  ),
  subSector(
    'parenting-and-family-support',
    'Parenting and family support',
    `parenting; family support; families; parents; parent support; parenting support; support for families;
    parents and carers; young carers; young carer; family centres; home visiting`,
  ),
  subSector(
    'children-with-disabilities',
    'Children with disabilities',
    `disabilities; disability; disabled children; disabled children and young people; children with a disability;
    special needs; special educational needs; SEN; SEND; learning disabilities`,
  ),
  subSector(
    'residential-and-intensive-care',
    'Residential and intensive care',
    `residential care; residential; intensive care; children in care; looked after children; looked-after children;
    children’s homes; fostering; care leavers; leaving care`,
  ),
  subSector(
    'extended-schools',
    'Extended schools',
    `extended school; extended services; extended schools and services; after school clubs; after-school clubs;
    after school; out of school; out of school clubs; breakfast clubs; holiday clubs; holiday playschemes`,
  ),
  subSector(
    'counselling-and-mental-health',
    'Counselling and mental health',
    `counselling; mental health; emotional well-being; emotional wellbeing; emotional health; bereavement; CAMHS;
    counselling & mental health; mental health and counselling; befriending`,
  ),
  subSector(
    'substance-misuse',
    'Substance misuse',
    'substance abuse; drugs; drugs and alcohol; drug and alcohol; alcohol; drug misuse; alcohol misuse; substance use',
  ),
  subSector(
    'bme-service-providers',
    'BME service providers',
    `BME; BME services; BME service provider; BME groups; BAME; BAME services; BMER; black and minority ethnic;
    black and minority ethnic services; black and ethnic minority; minority ethnic; minority ethnic communities; race equality`,
  ),
  subSector(
    'faith-based',
    'Faith-based groups',
    `faith-based; faith; faith based youth work; faith-based youth work; faith groups; faith communities; church;
    churches; church youth work; religious`,
  ),
  subSector(
    'refugees-and-new-communities',
    'Refugees, asylum seekers and new communities',
    `refugees; asylum seekers; refugees and asylum seekers; new communities; migrants; new arrivals; migrant families;
    unaccompanied minors; unaccompanied asylum seeking children`,
  ),
  subSector(
    'travellers',
    'Travellers',
    'traveller; Gypsies; Gypsy and Traveller; Gypsies and Travellers; Gypsy, Roma and Traveller; GRT; Roma; show people',
  ),
  subSector(
    'arts-and-play',
    'Arts and play',
    `arts; play; art; community arts; creative arts; music; dance; drama; theatre; playschemes; play schemes; playwork;
    adventure playgrounds; arts & culture; sport and play`,
  ),
  subSector(
    'advice-and-mediation',
    'Advice and mediation',
    'advice; mediation; advocacy; information and advice; legal advice; family mediation; welfare rights; guidance',
  ),
  subSector(
    'infrastructure',
    'Infrastructure',
    `infrastructure organisation; infrastructure organisations; infrastructure support; second tier; umbrella;
    umbrella body; umbrella bodies; capacity building; CVS; council for voluntary service; volunteer centre; networks`,
  ),
];

/** The themes a network starts with: five outcomes, then sixteen sub-sectors. */
export const THEMES: readonly Theme[] = [...OUTCOMES, ...SUB_SECTORS];

/**
 * Returns the reader of theme names for these themes. It knows a theme by its key, its name and its other words,
 * whatever the case and punctuation; an unknown one is refused with the nearest, or with the whole list.
 */
export function themeReader(themes: readonly Theme[] = THEMES): (typed: string) => Reading<Theme> {
  const index = new Map<string, Theme>();
  for (const words of [wordsOf, namesOf]) {
    for (const theme of themes) for (const word of words(theme)) index.set(nameKey(word), theme);
  }
  return (typed) => {
    const theme = index.get(nameKey(typed));
    if (theme) return taken(theme);
    const problem = `${quoted(typed.trim())} is not one of the themes, whose list is fixed for now.`;
    const near = nearest(typed, themes.map(({ name }) => name).concat(themes.flatMap(wordsOf)), {
      most: 1,
      key: nameKey,
    });
    const meant = near.map((word) => index.get(nameKey(word))?.name ?? word)[0];
    return meant
      ? refused(problem, meant)
      : refused(`${problem} They are: ${themes.map(({ name }) => name).join('; ')}.`);
  };
}

function wordsOf(theme: Theme): readonly string[] {
  return theme.words;
}

function namesOf(theme: Theme): readonly string[] {
  return [theme.key, theme.name];
}

function outcome(key: string, name: string, about: string, words: string): Theme {
  return { key, name, kind: 'outcome', about, words: [about, ...spellings(words)] };
}

function subSector(key: string, name: string, words: string): Theme {
  return { key, name, kind: 'sub-sector', words: spellings(words) };
}

function spellings(words: string): string[] {
  return words.split(';').map((word) => word.replace(/\s+/g, ' ').trim());
}
