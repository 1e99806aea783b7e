import {
  atFirst,
  atFirstTwo,
  cutOff,
  decided,
  dying,
  freezing,
  jobFailed,
  killedAt,
  living,
  many,
  queueDropped,
  stopped,
  terminated,
} from './matrix-walks.mjs';

/**
 * The rows of the crash matrix: how each is walked and what it allows. `all` is that everybody is sent it once;
 * `doubt` that at most so many are named as uncertain, and nobody is sent it twice even so.
 */
const all = (copies) => (o) => o.copies === copies && o.sent === copies && o.twice + o.lost + o.altered === 0;
const doubt = (copies, least, most) => (o) =>
  o.copies === copies &&
  o.sent + o.uncertain === copies &&
  o.uncertain >= least &&
  o.uncertain <= most &&
  o.twice + o.lost === 0;
const atMostTwice = (copies, most) => (o) =>
  o.sent === copies && o.twice <= most && o.lost + o.altered + o.uncertain === 0;

export const ROWS = [
  {
    number: '1',
    what: 'killed before the freeze commits',
    walk: freezing('before the freeze commits', 0),
    allows: all(3),
  },
  {
    number: '2',
    what: 'killed in the middle of freezing 10,000',
    walk: freezing('during the freeze', 0),
    allows: all(3),
  },
  {
    number: '3',
    what: 'killed after the freeze, before any call',
    walk: freezing('after the freeze', 3),
    allows: all(3),
  },
  { number: '4', what: 'called twice', walk: freezing('the call comes twice', 3), allows: all(3) },
  { number: '5', what: 'killed after the claim', walk: dying('after the claim'), allows: all(3) },
  { number: '6', what: 'killed after RCPT', walk: killedAt('rcpt'), allows: all(3) },
  { number: '7', what: 'killed in the middle of DATA', walk: killedAt('bytes'), allows: all(3) },
  {
    number: '8',
    what: 'killed while the gate commits',
    walk: dying('gate asked, commit unknown'),
    allows: doubt(3, 0, 2),
  },
  {
    number: '9',
    what: 'killed at the open gate, no dot',
    walk: dying('gate committed, no dot'),
    allows: doubt(3, 1, 2),
  },
  {
    number: '9b',
    what: 'the same, and a person sends it again',
    walk: decided(dying('gate committed, no dot')),
    allows: all(3),
  },
  {
    number: '10',
    what: 'killed with the dot on the wire, not taken',
    walk: killedAt('dot', 'drop'),
    allows: doubt(3, 1, 2),
  },
  {
    number: '11',
    what: 'killed when the relay has taken it',
    walk: killedAt('dot', 'take and drop'),
    allows: doubt(3, 1, 2),
  },
  {
    number: '11b',
    what: 'the same, and a person sends it again',
    walk: decided(killedAt('dot', 'take and drop')),
    allows: atMostTwice(3, 2),
  },
  {
    number: '12',
    what: 'killed with the answer in hand',
    walk: dying('answer read, not written'),
    allows: doubt(3, 1, 2),
  },
  { number: '13', what: 'killed when it is written', walk: dying('result written'), allows: doubt(3, 0, 1) },
  {
    number: '15a',
    what: 'PostgreSQL killed at the claim',
    walk: living('PostgreSQL dies at the claim'),
    allows: doubt(3, 0, 2),
    alone: true,
  },
  {
    number: '15b',
    what: 'PostgreSQL killed before the gate',
    walk: living('PostgreSQL dies before the gate'),
    allows: doubt(3, 0, 2),
    alone: true,
  },
  {
    number: '15c',
    what: 'PostgreSQL killed while the gate commits',
    walk: living('PostgreSQL dies with the gate'),
    allows: doubt(3, 0, 2),
    alone: true,
  },
  {
    number: '15d',
    what: 'PostgreSQL killed after the gate',
    walk: living('PostgreSQL dies after the gate'),
    allows: doubt(3, 0, 2),
    alone: true,
  },
  {
    number: '15e',
    what: 'PostgreSQL killed before the result',
    walk: living('PostgreSQL dies before the result'),
    allows: doubt(3, 0, 2),
    alone: true,
  },
  { number: '18', what: 'worker stopped for longer than its lease', walk: stopped, allows: all(3) },
  { number: '19a', what: 'worker ten minutes fast', walk: living('ten minutes fast'), allows: all(3) },
  { number: '19b', what: 'worker ten minutes slow', walk: living('ten minutes slow'), allows: all(3) },
  { number: '20', what: 'eight workers at once', walk: many, allows: all(60) },
  { number: '21', what: 'cut off from the database at the gate', walk: cutOff, allows: all(3) },
  {
    number: '22',
    what: 'cut off from the relay after the dot',
    walk: living('nothing', () => atFirst('dot', 'take and drop')),
    allows: doubt(3, 1, 1),
  },
  {
    number: '23',
    what: 'the relay says later',
    walk: living('nothing', () => atFirstTwo('rcpt', '451 4.7.1 later')),
    allows: all(3),
  },
  {
    number: '24',
    what: 'the relay refuses one address',
    walk: living(
      'nothing',
      () => (step, to) => (step === 'rcpt' && to.startsWith('p1@') ? '550 5.1.1 nobody' : undefined),
    ),
    allows: (o) =>
      o.sent === 2 && o.other.length === 1 && o.other[0].startsWith('refused') && o.twice + o.lost === 0,
  },
  {
    number: '25',
    what: 'the relay hangs after the dot',
    walk: living('nothing', () => atFirst('dot', 'hang')),
    allows: doubt(3, 1, 1),
  },
  { number: '26', what: 'the queue is dropped', walk: queueDropped, allows: all(12), alone: true },
  { number: '27', what: 'the queue gives the job up', walk: jobFailed, allows: all(3) },
  { number: '28', what: 'the disk of the database is full', walk: living('disk full'), allows: all(3) },
  {
    number: '29',
    what: 'one copy cannot be made',
    walk: living('nothing', undefined, { broken: true }),
    allows: (o) =>
      o.sent === 2 && o.other.length === 1 && /Needs attention/.test(o.other[0]) && o.twice + o.lost === 0,
  },
  {
    number: '32',
    what: 'SIGTERM over and over',
    walk: (here) => terminated(here, here.often(20)),
    allows: (o) => all(o.copies)(o),
  },
];
