import type { Actor } from '../../access/index.js';
import { actWords, placeOf } from './acts.rules.js';
import type { LogRow, NamedThing } from './audit.queries.js';
import { detailWords, viaWords } from './log-words.rules.js';

/** The names of people and things, by id. */
interface Known {
  names: Map<string, string>;
  things: Map<string, NamedThing>;
}

/** Returns a line of the log as its page shows it: a sentence, with the name of the thing and a way to it. */
export function logLine(me: Actor, row: LogRow, { names, things }: Known, zone: string) {
  const { thing, ...words } = actWords(row.action);
  const { name, details } = namedIn(row);
  const found = things.get(row.subjectId ?? '');
  return {
    at: row.at,
    ...words,
    thing: thing && (found?.title ?? name ?? thing),
    place: found?.href ? found.href.slice(1) : placeFor(me, row),
    who: whoOf(row, names),
    via: viaWords(row.via),
    details: detailWords(details, names, zone),
  };
}

function whoOf({ actorId }: LogRow, names: Map<string, string>): string {
  if (actorId === null) return 'Folkmoot itself';
  return names.get(actorId) ?? 'Somebody no longer here';
}

function placeFor(me: Actor, { action, subjectType, subjectId }: LogRow): string | undefined {
  const place = placeOf(action, subjectType, subjectId);
  return place && me.may(place.permission) ? place.path : undefined;
}

/** What the details themselves call the thing need not be said twice. */
function namedIn({ subjectType, details }: LogRow): { name?: string; details: Record<string, unknown> } {
  const { key, short, ...others } = details;
  if (subjectType === 'edition' && typeof key === 'string') return { details: { ...others } };
  if (subjectType === 'term' && typeof short === 'string') return { name: short, details: others };
  return { details };
}
