/** A term as a new glossary has it; every network may change it or take it out. */
export interface StartingTerm {
  short: string;
  long: string;
  meaning: string;
}

/** Short forms that are common in children's services in England, in our own plain words. */
export const STARTING_TERMS: readonly StartingTerm[] = [
  [
    'AGM',
    'annual general meeting',
    'The yearly meeting at which a group reports to its members and elects its officers.',
  ],
  ['ASB', 'anti-social behaviour', ''],
  ['BSL', 'British Sign Language', ''],
  [
    'CAF',
    'Common Assessment Framework',
    'One shared form to find out early what help a child and the family need.',
  ],
  [
    'CAMHS',
    'Child and Adolescent Mental Health Services',
    'The NHS services for children who struggle with their feelings or behaviour.',
  ],
  ['CDOP', 'Child Death Overview Panel', 'Looks at every death of a child in the area, to learn from it.'],
  [
    'CIC',
    'community interest company',
    'A company that works for a community; its assets stay with that purpose.',
  ],
  ['CIO', 'charitable incorporated organisation', 'A charity whose members do not answer for its debts.'],
  ['CSE', 'child sexual exploitation', ''],
  [
    'CVS',
    'council for voluntary service',
    'A local body that helps voluntary groups to start, to find money and to be heard.',
  ],
  ['CYP', 'children and young people', ''],
  [
    'CYPP',
    'Children and Young People’s Plan',
    'What the local partners have agreed to do for children, and by when.',
  ],
  ['DBS', 'Disclosure and Barring Service', 'Checks whether somebody may work with children.'],
  ['DfE', 'Department for Education', 'The government department for schools and children’s services.'],
  [
    'DSL',
    'designated safeguarding lead',
    'The person in an organisation who answers for keeping children safe.',
  ],
  [
    'ECM',
    'Every Child Matters',
    'Five outcomes: be healthy, stay safe, enjoy and achieve, make a positive contribution, achieve economic well-being.',
  ],
  [
    'EHCP',
    'education, health and care plan',
    'A legal document that says what support a child with special needs must have.',
  ],
  ['EWO', 'education welfare officer', 'Works with families when a child misses school.'],
  ['EYFS', 'Early Years Foundation Stage', 'The standards for learning and care from birth to five.'],
  ['FE', 'further education', 'Learning after sixteen that is not at a university.'],
  ['FGM', 'female genital mutilation', ''],
  ['FIS', 'Family Information Service', 'Tells families what childcare and help there is near them.'],
  ['FSM', 'free school meals', ''],
  ['GDPR', 'General Data Protection Regulation', 'The law on keeping and using facts about people.'],
  [
    'HAF',
    'Holiday Activities and Food programme',
    'Pays for free activities and meals in the school holidays.',
  ],
  ['ICB', 'integrated care board', 'Plans and pays for the NHS in an area.'],
  [
    'IRO',
    'independent reviewing officer',
    'Sees to it that the plan for a child in care is right and is kept to.',
  ],
  ['KS1', 'Key Stage 1', 'School years 1 and 2, ages five to seven.'],
  ['KS2', 'Key Stage 2', 'School years 3 to 6, ages seven to eleven.'],
  ['KS3', 'Key Stage 3', 'School years 7 to 9, ages eleven to fourteen.'],
  ['KS4', 'Key Stage 4', 'School years 10 and 11, ages fourteen to sixteen.'],
  ['LA', 'local authority', 'The council that answers for children’s services.'],
  ['LAC', 'looked-after child', 'A child in the care of the council.'],
  [
    'LADO',
    'local authority designated officer',
    'To be told when somebody who works with children may have harmed a child.',
  ],
  [
    'LSCB',
    'Local Safeguarding Children Board',
    'Brought together everybody who must keep children safe; in most places a partnership has followed it.',
  ],
  [
    'LSCP',
    'Local Safeguarding Children Partnership',
    'Council, police and NHS together answer for keeping children safe.',
  ],
  [
    'MARAC',
    'multi-agency risk assessment conference',
    'Meets about people at high risk of violence at home.',
  ],
  [
    'MASH',
    'multi-agency safeguarding hub',
    'One place where worries about a child are taken in and looked at together.',
  ],
  ['NEET', 'not in education, employment or training', ''],
  ['PRU', 'pupil referral unit', 'A school for children who cannot go to an ordinary one at present.'],
  ['PSHE', 'personal, social, health and economic education', ''],
  ['RSE', 'relationships and sex education', ''],
  ['SEN', 'special educational needs', ''],
  [
    'SENCO',
    'special educational needs co-ordinator',
    'The teacher who answers for help for children with special needs.',
  ],
  ['SEND', 'special educational needs and disabilities', ''],
  ['SLA', 'service level agreement', 'A written promise of what one body does for another, and how well.'],
  [
    'TAC',
    'team around the child',
    'The people from different services who help one child, meeting together.',
  ],
  [
    'TAF',
    'team around the family',
    'The people from different services who help one family, meeting together.',
  ],
  ['UASC', 'unaccompanied asylum-seeking children', ''],
  [
    'VCS',
    'voluntary and community sector',
    'Charities, community groups and volunteers, as against public bodies and firms.',
  ],
  [
    'VCSE',
    'voluntary, community and social enterprise sector',
    'The same with firms that trade for a social purpose.',
  ],
  ['YOT', 'youth offending team', 'Works with young people in trouble with the law.'],
].map(([short, long, meaning]) => ({ short, long, meaning }));

/** Capitals that every reader in England knows, so that no writer is asked about them. */
export const STARTING_EXCUSED: readonly string[] = (
  'A&E AOB BBC BST B&B COVID CV DIY DVD EU FAQ GCSE GMT GP HIV HM HMRC HQ ID IT ITV MBE MP NHS NB OBE OK ' +
  'PC PDF PE PhD PIN PO PS Q&A QR RAF RSVP SMS SOS TV UK UN US USA USB VAT VIP WC'
).split(' ');
