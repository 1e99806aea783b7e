import { Injectable } from '@nestjs/common';
import { allow, Limits, type Actor } from '../access/index.js';
import { Audit } from '../audit/index.js';
import { Settings } from '../config/index.js';
import { Contributions, FileOwner } from '../contracts/index.js';
import { Db } from '../database/index.js';
import { Conflict, Invalid, NotFound } from '../errors/index.js';
import { cleanText } from '../text/index.js';
import { addressName, readFileName } from './file-name.rules.js';
import { endingOf, readKind, sizeWords } from './file-type.rules.js';
import { FileStore, type NewFile } from './file.store.js';
import type { KeptFile, Owner } from './kept-file.js';
import { Pictures } from './pictures.js';
import { Infected, Scanner } from './scanner.js';

/** A file as somebody has sent it. */
export interface Upload {
  name: string;
  bytes: Buffer;
}

/** What is asked of a file besides its bytes. */
interface Wish {
  alt?: string;
  mustBePicture?: boolean;
}

/** The largest file, in bytes; what comes with a form is cut off there. */
export const MOST_BYTES = 10 * 1024 * 1024;
/** The most characters of an alternative text. */
export const MOST_ALT = 500;
const MEGABYTE = 1_000_000;

/** Files of whatever kind of thing may have some; who may see or change them, that thing's module says. */
@Injectable()
export class Files {
  constructor(
    private readonly db: Db,
    private readonly store: FileStore,
    private readonly owners: Contributions,
    private readonly pictures: Pictures,
    private readonly scanner: Scanner,
    private readonly limits: Limits,
    private readonly audit: Audit,
    private readonly settings: Settings,
  ) {}

  /**
   * Keeps a file, last in its owner's order; a picture is drawn anew. `more.alt` says what a picture shows, and with
   * `more.mustBePicture` nothing else is taken.
   * @throws Invalid naming `file` or `alt`, NotFound when the owner is not there, TooMany
   */
  async keep(me: Actor, owner: Owner, upload: Upload, more: Wish = {}): Promise<KeptFile> {
    await this.#allowChange(me, owner);
    await this.limits.spend('upload', me.personId);
    const file = await this.#read(me, owner, upload, more);
    await this.#refuseOverfull(file.content.length);
    const kept = await this.store.insert(file);
    await this.#note(me, 'file.kept', kept);
    return kept;
  }

  /** Returns the files of one thing, in their order. Whoever asks has seen to it that they may be shown. */
  async of(kind: string, id: string): Promise<KeptFile[]> {
    return this.store.of([kind], [id]);
  }

  /** Returns the files of several things at once, each thing's in their order. */
  async ofMany(kinds: readonly string[], ids: readonly string[]): Promise<KeptFile[]> {
    return this.store.of(kinds, ids);
  }

  /** Returns a file that this person may read. @throws NotFound when it is not there or not theirs to see */
  async find(me: Actor | undefined, id: string, name: string): Promise<KeptFile> {
    const file = await this.store.find(id);
    const isRight = addressName(file.name) === name;
    if (!isRight || !(await this.#ownerOf(file.owner.kind).mayRead(me, file.owner.id))) throw new NotFound();
    return file;
  }

  /** Returns the bytes of a file that `find` has let somebody have. */
  async bytesOf({ id }: KeptFile): Promise<Buffer> {
    return this.store.bytesOf(id);
  }

  /** Says in other words what a picture shows. @throws Invalid naming `alt` */
  async describe(me: Actor, owner: Owner, id: string, alt: string): Promise<void> {
    const file = await this.#mine(me, owner, id);
    if (file.type === 'application/pdf') throw new Conflict('Only pictures need words for what they show.');
    await this.store.describe(id, needAlt(cleanText(alt)));
    await this.#note(me, 'file.described', file);
  }

  /** Moves a file one place up or down among its owner's. */
  async move(me: Actor, owner: Owner, id: string, way: 'up' | 'down'): Promise<void> {
    await this.#mine(me, owner, id);
    const ids = (await this.of(owner.kind, owner.id)).map((one) => one.id);
    const at = ids.indexOf(id);
    const to = at + (way === 'up' ? -1 : 1);
    if (to < 0 || to >= ids.length) return;
    [ids[at], ids[to]] = [ids[to], ids[at]];
    await this.store.order(ids);
  }

  /** Takes a file away, bytes and all. */
  async remove(me: Actor, owner: Owner, id: string): Promise<void> {
    const file = await this.#mine(me, owner, id);
    await this.store.remove(id);
    await this.#note(me, 'file.removed', file);
  }

  async #read(me: Actor, owner: Owner, { name, bytes }: Upload, wish: Wish): Promise<NewFile> {
    if (bytes.length > MOST_BYTES) throw new Invalid({ file: 'A file may have up to 10 MB.' });
    const named = readFileName(name);
    if (!named.ok) throw new Invalid({ file: named.problem });
    const kind = readKind(named.value.ending, bytes);
    if (!kind.ok) throw new Invalid({ file: kind.problem });
    if (wish.mustBePicture && kind.value === 'pdf')
      throw new Invalid({ file: 'Choose a JPEG, PNG or HEIC picture.' });
    const words = kind.value === 'pdf' ? null : needAlt(cleanText(wish.alt ?? ''));
    const scan = await this.#scan(me, owner, bytes);
    const kept =
      kind.value === 'pdf'
        ? { bytes, type: 'application/pdf' as const }
        : await this.pictures.redraw(bytes, kind.value);
    const { bytes: content, type, ...size } = kept;
    const whole = `${named.value.stem}${endingOf(type)}`;
    return { owner, name: whole, type, content, alt: words, scan, ...size, uploadedBy: me.personId };
  }

  /** That somebody sent a virus is written down, although nothing else is kept of it. */
  async #scan(me: Actor, owner: Owner, bytes: Buffer) {
    return this.scanner.scan(bytes).catch(async (refusal: unknown) => {
      const subject = { type: owner.kind, id: owner.id };
      if (refusal instanceof Infected)
        await this.db.alone(() => this.audit.record(me, 'file.refused', subject));
      throw refusal;
    });
  }

  async #refuseOverfull(more: number): Promise<void> {
    const most = this.settings.FOLKMOOT_FILES_MB * MEGABYTE;
    if ((await this.store.total()) + more <= most) return;
    throw new Invalid({
      file: `All files of the network together may have ${sizeWords(most)}, and this one does not fit any more. Remove some that nobody needs.`,
    });
  }

  /** @throws NotFound, Forbidden */
  async #mine(me: Actor, owner: Owner, id: string): Promise<KeptFile> {
    const file = await this.store.find(id);
    if (file.owner.kind !== owner.kind || file.owner.id !== owner.id) throw new NotFound();
    await this.#allowChange(me, owner);
    return file;
  }

  async #allowChange(me: Actor, { kind, id }: Owner): Promise<void> {
    const answers = this.#ownerOf(kind);
    if (!(await answers.mayRead(me, id))) throw new NotFound();
    allow(await answers.mayChange(me, id), 'Only whoever may change this can change its files.');
  }

  #ownerOf(kind: string): FileOwner {
    const answers = this.owners.named<FileOwner>(FileOwner, kind);
    if (!answers) throw new Error(`Nobody answers for files of the kind ${kind}.`);
    return answers;
  }

  async #note(me: Actor, action: string, { id, owner, type }: KeptFile): Promise<void> {
    await this.audit.record(me, action, { type: owner.kind, id: owner.id }, { file: id, type });
  }
}

function needAlt(alt: string): string {
  if (alt === '')
    throw new Invalid({ alt: 'Say in words what the picture shows, for those who cannot see it.' });
  if (alt.length > MOST_ALT)
    throw new Invalid({ alt: `This is longer than we can keep: use up to ${MOST_ALT} characters.` });
  return alt;
}
