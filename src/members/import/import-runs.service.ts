import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { allow, Limits, type Actor } from '../../core/access/index.js';
import { Db, isId, newId } from '../../core/database/index.js';
import { Conflict, Invalid, NotFound } from '../../core/errors/index.js';
import { Sweep } from '../../core/jobs/index.js';
import { readCsv } from '../../core/text/index.js';
import type { ColumnChoice } from './import.input.js';
import { ImportRun } from './import-run.entity.js';
import type { ImportFile, Looked } from './import-file.js';
import { Imports } from './imports.service.js';
import { chosenColumns } from './import.view.js';

/** A file that was looked at and neither taken nor given up is a list of people lying about. */
const FORGET_AFTER = '1 day';
const PAST = 20;

/** An import that was done, and by whom. */
export type PastImport = Pick<ImportRun, 'id' | 'at' | 'fileName' | 'basis' | 'counts'> & { who: string };

/** Imports on the web: the file is kept while somebody looks at what it would do. */
@Injectable()
export class ImportRuns {
  constructor(
    private readonly db: Db,
    private readonly imports: Imports,
    private readonly limits: Limits,
  ) {}

  /** Keeps a file to be looked at; returns its id. @throws Invalid for what is no CSV, TooMany */
  async keep(me: Actor, { name, bytes, basis, chosen }: ImportFile): Promise<string> {
    allow(me.may('members.import'));
    await this.limits.spend('upload', me.personId);
    await this.imports.refuseBasis(basis);
    readCsv(bytes);
    const id = newId();
    const file = {
      fileName: name,
      fileBytes: bytes,
      fileHash: createHash('sha256').update(bytes).digest('hex'),
    };
    const by = { actorId: me.personId, via: me.via };
    await this.db.of(ImportRun).insert({ id, ...by, ...file, basis, mapping: chosen, state: 'checked' });
    return id;
  }

  /** @throws NotFound */
  async find(me: Actor, id: string): Promise<ImportRun> {
    allow(me.may('members.import'));
    const run = isId(id) ? await this.db.of(ImportRun).findOneBy({ id }) : null;
    if (!run) throw new NotFound();
    return run;
  }

  /** Works out again what a kept file would do. */
  async look(me: Actor, run: ImportRun): Promise<Looked> {
    return this.imports.look(me, fileOf(run));
  }

  /** Takes what a person says of the columns. @throws Invalid where two hold the same */
  async choose(me: Actor, id: string, choices: ColumnChoice[]): Promise<void> {
    allow(me.may('members.import'));
    const run = await this.#open(me, id);
    const { header } = readCsv(run.fileBytes!);
    await this.db.of(ImportRun).update({ id }, { mapping: chosenColumns(header, choices) });
  }

  /** Takes the file, if it still does what was shown. @throws Invalid when it does not, Conflict when it is done */
  async confirm(me: Actor, id: string, seal: string): Promise<Looked> {
    await this.imports.oneAtATime();
    const looked = await this.imports.take(me, fileOf(await this.#open(me, id)), { runId: id, seal });
    if (looked.run) return looked;
    throw new Invalid({ '': 'Nothing was written, because some lines are refused.' });
  }

  /** Returns what was imported last. */
  async past(me: Actor): Promise<PastImport[]> {
    allow(me.may('members.import'));
    return this.db.query(
      `select i.id, i.at, i.file_name as "fileName", i.basis, i.counts, trim(p.given || ' ' || p.family) as who
       from import_run i left join person p on p.network_id = i.network_id and p.id = i.actor_id
       where i.state = 'applied' order by i.at desc, i.id desc limit ${PAST}`,
    );
  }

  /** Returns a page of what an import changed, and how much there is in all. */
  async changes(
    me: Actor,
    id: string,
    page: number,
    size: number,
  ): Promise<{ rows: AppliedChange[]; total: number }> {
    allow(me.may('members.import'));
    const rows = await this.db.query<AppliedChange & { total: string }>(
      `select coalesce(o.name, trim(p.given || ' ' || p.family), '') as about, c.field, c.before, c.after, count(*) over () as total
       from change c left join organisation o on o.network_id = c.network_id and o.id = c.subject_id
       left join person p on p.network_id = c.network_id and p.id = c.subject_id
       where c.source = $1 order by about, c.subject_id, c.id limit $2 offset $3`,
      [`import run ${id}`, size, (page - 1) * size],
    );
    return { rows, total: Number(rows[0]?.total ?? 0) };
  }

  @Sweep('imports.forget', 3600)
  async forget(): Promise<void> {
    for (const { id } of await this.db.query<{ id: string }>('select id from network_all()'))
      await this.db.inNetwork(id, () =>
        this.db.query(
          `delete from import_run where state = 'checked' and at < app_now() - interval '${FORGET_AFTER}'`,
        ),
      );
  }

  async #open(me: Actor, id: string): Promise<ImportRun> {
    const run = await this.find(me, id);
    if (run.state === 'applied') throw new Conflict('This file has been imported already.');
    return run;
  }
}

/** One change that an import has made. */
export interface AppliedChange {
  about: string;
  field: string;
  before: string | null;
  after: string | null;
}

function fileOf({ fileName, fileBytes, basis, mapping }: ImportRun): ImportFile {
  return { name: fileName, bytes: fileBytes ?? Buffer.alloc(0), basis, chosen: mapping };
}
