import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Db, isId, randomId } from '../database/index.js';
import { NotFound } from '../errors/index.js';
import { fileOf, type FileRow, type KeptFile } from './kept-file.js';

const PIECE = 1024 * 1024;

const FILE = `id, owner_kind as kind, owner_id as "ownerId", name, type, bytes, alt, width, height, scan, sha256 as hash,
  created_at as "createdAt"`;

/** A file that is about to be. */
export type NewFile = Pick<KeptFile, 'owner' | 'name' | 'type' | 'alt' | 'scan'> & {
  content: Buffer;
  width?: number;
  height?: number;
  uploadedBy: string;
};

/** Where files are kept: what they are in one table, their bytes in pieces in another. */
@Injectable()
export class FileStore {
  constructor(private readonly db: Db) {}

  /** @throws NotFound */
  async find(id: string): Promise<KeptFile> {
    const row = isId(id)
      ? await this.db.one<FileRow>(`select ${FILE} from file where id = $1`, [id])
      : undefined;
    if (!row) throw new NotFound();
    return fileOf(row);
  }

  /** Returns the files of several owners, each owner's in their order. */
  async of(kinds: readonly string[], ownerIds: readonly string[]): Promise<KeptFile[]> {
    const rows = await this.db.query<FileRow>(
      `select ${FILE} from file where owner_kind = any ($1) and owner_id = any ($2::uuid[])
       order by owner_kind, owner_id, position, id`,
      [kinds, ownerIds.filter(isId)],
    );
    return rows.map(fileOf);
  }

  async bytesOf(id: string): Promise<Buffer> {
    const pieces = await this.db.query<{ bytes: Buffer }>(
      'select bytes from file_blob where file_id = $1 order by number',
      [id],
    );
    return Buffer.concat(pieces.map(({ bytes }) => bytes));
  }

  /** Returns the bytes of all files of the network; whoever adds to them waits until this transaction ends. */
  async total(): Promise<number> {
    await this.db.query(
      `select pg_advisory_xact_lock(hashtext('files'), hashtext(current_setting('app.network_id')))`,
    );
    const row = await this.db.one<{ total: string }>('select coalesce(sum(bytes), 0) as total from file');
    return Number(row!.total);
  }

  /** Its id is random, so that it tells nobody when it was made or what comes next. */
  async insert(file: NewFile): Promise<KeptFile> {
    const { owner, content, ...facts } = file;
    const id = randomId();
    await this.db.query(
      `insert into file (id, owner_kind, owner_id, position, name, type, bytes, sha256, alt, width, height, scan, uploaded_by)
       select $1, $2, $3, coalesce(max(position), 0) + 1, $4, $5, $6, $7, $8, $9, $10, $11, $12
       from file where owner_kind = $2 and owner_id = $3`,
      [
        ...[id, owner.kind, owner.id, facts.name, facts.type, content.length],
        ...[createHash('sha256').update(content).digest(), facts.alt, facts.width ?? null],
        ...[facts.height ?? null, facts.scan, facts.uploadedBy],
      ],
    );
    for (let at = 0; at < content.length; at += PIECE)
      await this.db.query('insert into file_blob (file_id, number, bytes) values ($1, $2, $3)', [
        ...[id, at / PIECE, content.subarray(at, at + PIECE)],
      ]);
    return this.find(id);
  }

  async describe(id: string, alt: string): Promise<void> {
    await this.db.query('update file set alt = $2 where id = $1', [id, alt]);
  }

  /** Puts the files of an owner in this order. */
  async order(ids: readonly string[]): Promise<void> {
    await this.db.query(
      `update file f set position = o.position from unnest($1::uuid[]) with ordinality as o (id, position)
       where f.id = o.id`,
      [ids],
    );
  }

  async remove(id: string): Promise<void> {
    await this.db.query('delete from file_blob where file_id = $1', [id]);
    await this.db.query('delete from file where id = $1', [id]);
  }
}
