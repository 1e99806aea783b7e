import type { ArticleState, Readers } from './article.rules.js';

/** Who asks, as far as the rules below need to know. */
export interface Writer {
  personId: string;
  may(permission: string): boolean;
  /** The parts the person has today, at organisations and in the network. */
  held: readonly { role: string }[];
}

/** As much of an article as its rights depend on. */
export interface Righted {
  state: ArticleState;
  authorId: string | null;
  readers: Readers;
  roles: readonly string[];
}

/** True when somebody, or with no one given anybody, may see an article: what is not ready only those who write and its author. */
export function mayRead(me: Writer | undefined, article: Righted): boolean {
  if (article.state === 'ready' && article.readers === 'public') return true;
  if (!me) return false;
  if (me.may('articles.draft') || isAuthor(me, article)) return true;
  if (article.state !== 'ready') return false;
  if (article.readers === 'members') return me.may('articles.members');
  return me.held.some(({ role }) => article.roles.includes(role));
}

/** True when somebody may change an article: editors any, authors what is not ready yet. */
export function mayChange(me: Writer, article: Pick<Righted, 'state' | 'authorId'>): boolean {
  if (me.may('articles.write')) return article.state !== 'withdrawn';
  if (!isAuthor(me, article)) return false;
  if (article.state === 'draft') return me.may('articles.draft');
  return article.state === 'submitted' || article.state === 'returned';
}

/** True when somebody may make an article ready, send it back or withdraw it. */
export function mayDecide(me: Pick<Writer, 'may'>): boolean {
  return me.may('articles.write');
}

/** Returns which articles a list may show to somebody, for the database; undefined for those who see all of them. */
export function readerOf(me: Writer): { personId: string; members: boolean; roles: string[] } | undefined {
  if (me.may('articles.draft')) return undefined;
  const roles = [...new Set(me.held.map(({ role }) => role))];
  return { personId: me.personId, members: me.may('articles.members'), roles };
}

function isAuthor(me: Writer, { authorId }: Pick<Righted, 'authorId'>): boolean {
  return authorId !== null && authorId === me.personId;
}
