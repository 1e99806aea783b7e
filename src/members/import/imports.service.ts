import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Db, newId } from '../../core/database/index.js';
import { Invalid } from '../../core/errors/index.js';
import { readCsv, UnreadableCsv, type CsvFile } from '../../core/text/index.js';
import type { Basis } from '../member-record.rules.js';
import { readMembers, type MembersRead } from './existing.js';
import { planFileSteps, type FilePlan } from './file.rules.js';
import type { ImportFile, Looked } from './import-file.js';
import { ImportWriter } from './import-writer.js';
import { emptyPlan } from './plan.rules.js';
import { ImportReadings } from './readings.js';

/** A large file on a busy server may take longer than an ordinary statement should. */
const LONGEST = '10min';

const CHARITIES_ONLY =
  'Only a charity may rely on the soft opt-in (Privacy and Electronic Communications Regulations 2003, regulation 22(3A)), and the settings do not say that this network is one. Choose another ground.';
const OTHER_NOW =
  'The member list has changed since you looked, so nothing was written. Below is what the file would do now. Please look again.';

/** Imports members from files: everything or nothing, and nobody is mailed. */
@Injectable()
export class Imports {
  constructor(
    private readonly db: Db,
    private readonly readings: ImportReadings,
    private readonly writer: ImportWriter,
  ) {}

  /** Works out what a file would do, and writes nothing. @throws Invalid where its basis is not open to this network */
  async look(me: Actor, file: ImportFile): Promise<Looked> {
    allow(me.may('members.import'));
    await this.db.query(`set local statement_timeout = '${LONGEST}'`);
    await this.refuseBasis(file.basis);
    const existing = await readMembers(this.db);
    const { csv, plan } = await this.#plan(file, existing);
    return { csv, plan, existing, seal: sealOf(file, existing, await this.readings.named()) };
  }

  /**
   * Takes a file; the answer has the id of the run unless something is refused, and then nothing was written.
   * @throws Invalid when a `seal` is given and the file would no longer do what was shown
   */
  async take(
    me: Actor,
    file: ImportFile,
    { runId = newId(), seal }: { runId?: string; seal?: string } = {},
  ): Promise<Looked & { run?: string }> {
    await this.oneAtATime();
    const looked = await this.look(me, file);
    if (seal !== undefined && seal !== looked.seal) throw new Invalid({ '': OTHER_NOW });
    if (looked.plan.refused.length > 0) return looked;
    await this.writer.write(me, looked, file, runId);
    return { ...looked, run: runId };
  }

  /** Two imports into one network take turns. */
  async oneAtATime(): Promise<void> {
    await this.db.query(`set local statement_timeout = '${LONGEST}'`);
    await this.db.query(
      "select pg_advisory_xact_lock(hashtext('members.import'), hashtext(current_setting('app.network_id')))",
    );
  }

  /** @throws Invalid where a ground for writing is not open to this network */
  async refuseBasis(basis: Basis): Promise<void> {
    if (basis !== 'soft-opt-in' || (await this.readings.network()).isCharity) return;
    throw new Invalid({ basis: CHARITIES_ONLY });
  }

  async #plan(
    { bytes, basis, chosen }: ImportFile,
    existing: MembersRead,
  ): Promise<{ csv?: CsvFile; plan: FilePlan }> {
    try {
      const csv = readCsv(bytes);
      const terms = {
        ...{ chosen, basis },
        context: await this.readings.context(),
        names: await this.readings.names(),
      };
      return { csv, plan: await inPieces(planFileSteps(csv, existing, terms)) };
    } catch (error) {
      if (!(error instanceof UnreadableCsv)) throw error;
      const columns = { mapping: {}, unused: [], problems: [] };
      return { plan: { ...emptyPlan(), refused: error.refused, columns } };
    }
  }
}

/** Others are served between the steps. */
async function inPieces<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

function sealOf({ bytes, basis, chosen }: ImportFile, existing: MembersRead, districts: unknown): string {
  const hash = createHash('sha256').update(bytes);
  const { organisations, people } = existing;
  return hash.update(JSON.stringify({ basis, chosen, districts, organisations, people })).digest('hex');
}
