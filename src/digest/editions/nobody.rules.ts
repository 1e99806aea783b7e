import { isWritten, type EditionKind } from '../kinds/kind.rules.js';

/** What decides whether anybody would be sent an edition. */
export interface Reached {
  kind: EditionKind;
  /** Items and passages that are in. */
  items: number;
  /** Everybody whom it is for, whether or not they can be written to. */
  people: number;
  /** Mailboxes that it could go to. */
  mailboxes: number;
  /** People whose weekly limit it would exceed. */
  over: number;
  /** Copies that would go out. */
  copies: number;
}

/** Why nobody would get an edition, as the end of a sentence; `isFinal` where nobody can approve it as it is. */
export interface Nobody {
  because: string;
  isFinal: boolean;
}

/**
 * Returns why nobody would be sent an edition, or undefined where somebody would. What has no text, nobody to be for,
 * or is a newsletter in a week that is full for all cannot be approved; the rest can by whoever has said that they
 * know: it is in the archive, to print or to tell by telephone, and a briefing comes with the next digest.
 */
export function whyNobody(reached: Reached): Nobody | undefined {
  const { kind, items, people, mailboxes, over, copies } = reached;
  const final = (because: string) => ({ because, isFinal: true });
  const known = (because: string) => ({ because, isFinal: false });
  if (items === 0) return final(isWritten(kind) ? 'there is no text in it yet.' : 'nothing is in it yet.');
  if (people === 0) return final(NOBODY_MEANT[kind] ?? 'nobody is on the list yet.');
  if (copies > 0) return undefined;
  if (over > 0 && mailboxes === 0 && kind === 'newsletter')
    return final('everybody whom it is for has reached their weekly limit. Send it next week.');
  if (over > 0 && mailboxes === 0)
    return known(
      'everybody whom it is for has reached their weekly limit. They get it with their next digest.',
    );
  if (mailboxes === 0) return known('nobody whom it is for can be sent it by e-mail.');
  return known('everybody on the list has been sent it already, or nothing in it is for them.');
}

/** Returns the whole sentence. */
export function nobodyWords({ because }: Nobody): string {
  return `Nobody would get this: ${because}`;
}

const NOBODY_MEANT: Partial<Record<EditionKind, string>> = {
  newsletter: 'nobody on the list is among those whom it is for.',
  urgent: 'nobody on the list is among those whom it is for.',
  correction: 'nobody who had the first is on the list any more.',
};
