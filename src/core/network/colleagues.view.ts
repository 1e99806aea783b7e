import type { Actor } from '../access/index.js';
import { hasPower } from '../access/index.js';
import { sayDate, sayDateTime } from '../web/templates/index.js';
import type { HeldRole } from './colleagues.queries.js';
import { refuseConfirming, type Standing } from './grants.rules.js';

const TAGS: Record<Standing, { words: string; kind?: 'good' | 'waiting' }> = {
  held: { words: 'In effect', kind: 'good' },
  later: { words: 'Begins later', kind: 'waiting' },
  proposed: { words: 'Proposed', kind: 'waiting' },
  second: { words: 'Waits for a second co-ordinator', kind: 'waiting' },
  over: { words: 'Ended' },
};

/** One line of the list. */
export function listRow(me: Actor, role: HeldRole, zone: string) {
  return {
    id: role.id,
    name: role.name || 'Somebody without a name',
    you: role.personId === me.personId,
    district: role.district,
    since: role.standing === 'held' ? sayDate(role.since) : since(role, zone),
    tag: TAGS[role.standing],
  };
}

/** What the page of one role says, and what the reader may do there. */
export function roleModel(me: Actor, role: HeldRole, zone: string) {
  const isGranter = role.grantedBy === me.personId;
  const own = role.personId === me.personId;
  const waits = role.standing === 'proposed' || role.standing === 'second';
  const refusal = refuseConfirming({ standing: role.standing, same: own, isGranter });
  const mayGrant = me.may('roles.grant');
  return {
    title: `${role.name}: ${role.words.toLowerCase()}`,
    id: role.id,
    own,
    held: role.standing === 'held',
    told: role.standing === 'later',
    mayConfirm: mayGrant && waits && !refusal,
    confirmRefusal: mayGrant && waits ? refusal : undefined,
    mayEnd: mayGrant && role.standing !== 'over',
    power: hasPower([role.role]),
    rows: [
      { key: 'Who', value: role.name },
      { key: 'What they do', value: role.words },
      { key: 'For', value: role.district ?? 'The whole network' },
      { key: 'Where it stands', tag: TAGS[role.standing] },
      { key: beginning(role), value: since(role, zone) },
      {
        key: role.grantedBy ? 'Given by' : 'Proposed by',
        value: role.by,
        none: 'When the network was founded, or with an import',
      },
    ],
  };
}

function beginning({ standing }: HeldRole): string {
  return standing === 'held' || standing === 'over' ? 'Since' : 'Begins';
}

function since(role: HeldRole, zone: string): string {
  if (role.standing === 'later' && role.takesEffectAt instanceof Date)
    return sayDateTime(role.takesEffectAt, zone);
  if (role.standing === 'proposed') return 'When a co-ordinator confirms it';
  if (role.standing === 'second') return 'When a second co-ordinator confirms it';
  return sayDate(role.since);
}
