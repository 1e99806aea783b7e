import { DiscoveryService } from '@nestjs/core';
import type { Actor } from '../access/index.js';

/** One thing that could be in a digest, whatever module it comes from. */
export interface DigestItem {
  /** Stable and unique within the network, such as `article:<id>`. */
  key: string;
  kind: string;
  title: string;
  summary: string;
  /** Markdown. */
  body: string;
  whatItMeans: string;
  /** Empty means county-wide. */
  districtIds: string[];
  /** Empty means for everybody. */
  themes: string[];
  /** `YYYY-MM-DD`. */
  closesOn: string | null;
  mustKnow: boolean;
  /** `YYYY-MM-DD` on which the item became known. */
  since: string;
  /** Where it can be read in full, below `/{network}`; a long text is cut only where there is such a place. */
  href?: string;
  /** Anybody may read it, also in the archive and in feeds; what does not say so is for members. */
  isPublic?: boolean;
  /** Years of age of the children it is about; absent means all. */
  ages?: { from: number; to: number };
  /** Size bands it is for (see members); absent or empty means all. */
  sizes?: string[];
  /** Stages of development it is for, 1 to 3; absent or empty means all. */
  stages?: number[];
  /** Names of roles it is for; absent or empty means everybody. Others are not sent it. */
  roles?: string[];
  /** What the writer means by short forms with several meanings: the short form, and the id of the term. */
  meanings?: Record<string, string>;
  /** Dates that matter, besides `closesOn`. */
  dates?: { on: string; words: string }[];
  /** What belongs to it; always as links, with type and size said. */
  attachments?: { name: string; type: string; bytes: number; href: string }[];
  /** A picture with its alternative text; a mail is complete without it. */
  picture?: { href: string; alt: string };
}

/** Offers items for a week's digest. */
export interface DigestSource {
  itemsFor(week: { from: string; to: string }): Promise<DigestItem[]>;
}

/** One thing that waits for a person, on the home page. */
export interface Waiting {
  words: string;
  href: string;
  /** `YYYY-MM-DD`, when there is one. */
  due?: string;
  /** Smaller comes first. */
  position: number;
}

/** Says what waits for the person who has just come in. */
export interface ForYou {
  waitingFor(me: Actor): Promise<Waiting[]>;
}

/** One search result, already checked against what the person may see. */
export interface Hit {
  id: string;
  kind: string;
  kindWords: string;
  title: string;
  href: string;
  summary: string;
}

/** Names things by their ids, as far as this person may see them. */
export interface Nameable {
  readonly kinds: readonly string[];
  show(me: Actor, kind: string, ids: string[]): Promise<Pick<Hit, 'id' | 'title' | 'href'>[]>;
}

/** Turns ids found by the search index into what this person may see of them. */
export interface Searchable extends Nameable {
  show(me: Actor, kind: string, ids: string[]): Promise<Hit[]>;
  /** Everything of this module for the index, in pages; used to build it again. */
  entries(): AsyncIterable<SearchEntry[]>;
}

export interface SearchEntry {
  kind: string;
  id: string;
  title: string;
  body: string;
}

/** One heading of the personal-data download. */
export interface PersonalSection {
  heading: string;
  rows: Record<string, unknown>[];
}

/** Says what a module holds about a person (UK GDPR art. 15) and takes it away again (art. 17). */
export interface PersonalData {
  about(personId: string): Promise<PersonalSection[]>;
  erase(personId: string): Promise<void>;
}

/** A message that came in by mail, for the module whose reply address it was sent to. */
export interface IncomingMail {
  personId: string | null;
  /** What it is about; for a command word the list that was answered, such as `digest`. */
  subjectId: string;
  /** For a command word the word itself, in capitals. */
  text: string;
  /** Its Message-ID, for the thread of an answer. */
  messageId?: string;
  attachments: { name: string; type: string; bytes: Buffer }[];
  /**
   * False when this sender has had an automatic answer about this list today (RFC 3834): the act is done, but nothing
   * is sent. Absent means that an answer may be sent.
   */
  mayAnswer?: boolean;
}

/** Takes replies of one kind: a forum post, a report back, a calendar answer, a receipt, a command word. */
export interface MailIn {
  take(message: IncomingMail): Promise<void>;
}

/** Answers who may read, and who may change, the files of one kind. */
export interface FileOwner {
  /** `me` is undefined for somebody who is not signed in. */
  mayRead(me: Actor | undefined, subjectId: string): Promise<boolean>;
  mayChange(me: Actor, subjectId: string): Promise<boolean>;
}

/** One field of a settings section, drawn by the settings page and read by the same schema. */
export interface SettingField {
  name: string;
  words: string;
  hint?: string;
  options?: { value: string; words: string }[];
  fallback: string;
  /** Returns the sentence that refuses a value, or undefined. */
  refuse?(value: string): string | undefined;
}

/** A module's section of the network's settings page. */
export interface NetworkSettingsSection {
  readonly words: string;
  readonly position: number;
  readonly fields: readonly SettingField[];
  /** Pages of its own, for what does not fit a field; paths are below the network. */
  readonly pages?: readonly { path: string; words: string }[];
}

export const DigestSource = DiscoveryService.createDecorator();
export const ForYou = DiscoveryService.createDecorator();
export const Searchable = DiscoveryService.createDecorator();
/** For what has a name and no place in the search box. */
export const Nameable = DiscoveryService.createDecorator();
export const PersonalData = DiscoveryService.createDecorator();
export const MailIn = DiscoveryService.createDecorator<string>();
export const FileOwner = DiscoveryService.createDecorator<string>();
/** Named after the network because `Settings` are the deployment's. */
export const NetworkSettings = DiscoveryService.createDecorator<string>();
