import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Db, newId } from '../../core/database/index.js';
import { Events } from '../../core/events/index.js';
import { AudienceLock, Stopped } from '../../core/mail/index.js';
import type { FieldChange } from '../history/index.js';
import { MembersIndex } from '../members.search.js';
import { ON_PAPER } from '../preferences/index.js';
import { insertMany, portions } from './bulk.js';
import { organisationHistory, personHistory } from './history.rules.js';
import type { ImportFile, Looked } from './import-file.js';
import { ImportRun } from './import-run.entity.js';
import { ImportReadings } from './readings.js';
import { writeFacts } from './write-facts.js';
import { writeOrganisations, type ChangedOrganisation } from './write-organisations.js';
import { writePeople, type ChangedPerson } from './write-people.js';

interface Written {
  organisations: ChangedOrganisation[];
  people: ChangedPerson[];
}

/** Writes what a plan says, and what is noted of it: the run, the history, the audit log and the search index. */
@Injectable()
export class ImportWriter {
  constructor(
    private readonly db: Db,
    private readonly readings: ImportReadings,
    private readonly index: MembersIndex,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly audienceLock: AudienceLock,
    private readonly waiting: Stopped,
  ) {}

  /** Writes a plan without refusals. @throws Conflict when a member was changed since it was made */
  async write(me: Actor, { plan, existing, seal }: Looked, file: ImportFile, runId: string): Promise<void> {
    await this.audienceLock.share();
    const source = `import run ${runId}`;
    const organisations = await writeOrganisations(this.db, plan.organisations, existing.versions);
    await writeFacts(this.db, organisations, me.personId);
    const ids = new Map(plan.organisations.map(({ after }, at) => [after.id, organisations[at].after.id]));
    const origin = { basis: file.basis, source, evidence: file.name };
    const people = await writePeople(this.db, plan.people, existing.versions, ids, origin);
    await this.#moved(people);
    await this.#stopped(people);
    await this.#history(me, { organisations, people }, existing.organisations, source);
    await this.#find({ organisations, people });
    const { rows, created, updated, unchanged } = plan;
    const counts = { rows, created, updated, unchanged };
    await this.#run(me, file, { id: runId, membersHash: seal, counts });
    await this.audit.record(
      me,
      'members.imported',
      { type: 'import_run', id: runId },
      { ...counts, basis: file.basis },
    );
  }

  /** What is still waiting for somebody goes to their new address. */
  async #moved(people: ChangedPerson[]): Promise<void> {
    for (const { before, after } of people) {
      if (before === null || after.email === null || before.email === after.email) continue;
      await this.events.tell('person.moved', { personId: after.id, address: after.email });
    }
  }

  /** What waits for somebody who wants it no longer, or on paper, is not sent. */
  async #stopped(people: ChangedPerson[]): Promise<void> {
    for (const { before, after } of people) {
      if (before === null) continue;
      for (const list of after.stopped.filter((one) => !before.stopped.includes(one)))
        await this.events.tell('person.stopped', { personId: after.id, list });
      if (after.wish?.paper && !before.wish) await this.waiting.setAside(after.id, undefined, ON_PAPER);
    }
  }

  async #history(
    me: Actor,
    written: Written,
    known: { id: string; name: string }[],
    source: string,
  ): Promise<void> {
    const named = [...known, ...written.organisations.map(({ after }) => after)];
    const organisations = new Map(named.map(({ id, name }) => [id, name]));
    const names = await this.readings.names();
    const rows = (type: string, id: string, changes: FieldChange[]) =>
      changes.map((change) => ({
        ...{ id: newId(), subject_type: type, subject_id: id, actor_id: me.personId, source },
        ...change,
      }));
    await insertMany(this.db, 'change', [
      ...written.organisations.flatMap((one) =>
        rows('organisation', one.after.id, organisationHistory(one, names)),
      ),
      ...written.people.flatMap((one) =>
        rows(
          'person',
          one.after.id,
          personHistory(one, (id) => organisations.get(id) ?? id),
        ),
      ),
    ]);
  }

  async #find({ organisations, people }: Written): Promise<void> {
    for (const some of portions(organisations))
      await this.index.renew({ organisations: some.map(({ after }) => after.id) });
    for (const some of portions(people))
      await this.index.renew({ people: some.map(({ after }) => after.id) });
  }

  async #run(
    me: Actor,
    file: ImportFile,
    facts: Pick<ImportRun, 'id' | 'membersHash' | 'counts'>,
  ): Promise<void> {
    const { name, bytes, chosen, basis } = file;
    await this.db.of(ImportRun).delete({ id: facts.id });
    await this.db.of(ImportRun).insert({
      ...{ ...facts, actorId: me.personId, via: me.via, fileName: name, basis, mapping: chosen },
      ...{ fileHash: createHash('sha256').update(bytes).digest('hex'), fileBytes: null, state: 'applied' },
    });
  }
}
