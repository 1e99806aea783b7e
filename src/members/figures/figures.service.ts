import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Db, newId } from '../../core/database/index.js';
import { sayDate } from '../../core/web/templates/index.js';
import { History } from '../history/index.js';
import { mayCorrect, Organisations } from '../organisations/index.js';
import { Figure } from './figure.entity.js';
import type { FiguresInput } from './figure.input.js';
import { FIGURE_WORDS, figureWords } from './figure.rules.js';

const KINDS = ['income', 'staff_paid', 'volunteers'] as const;

/** How large organisations are, year by year. */
@Injectable()
export class Figures {
  constructor(
    private readonly db: Db,
    private readonly organisations: Organisations,
    private readonly history: History,
    private readonly audit: Audit,
  ) {}

  /** Returns every figure of an organisation. */
  async of(organisationId: string): Promise<Figure[]> {
    return this.db.of(Figure).findBy({ organisationId });
  }

  /** Notes the figures of one year; the same year's earlier ones are put right, other years stay. */
  async note(me: Actor, organisationId: string, { yearEnd, ...amounts }: FiguresInput): Promise<void> {
    const organisation = await this.organisations.find(me, organisationId);
    allow(
      mayCorrect(me, organisation),
      'Only its main contact and the co-ordinator may correct this record.',
    );
    const known = (await this.of(organisationId)).filter((figure) => figure.yearEnd === yearEnd);
    const given = KINDS.flatMap((kind) =>
      amounts[kind] === null ? [] : [{ kind, amount: String(amounts[kind]) }],
    );
    for (const { kind, amount } of given) {
      const before = known.find((figure) => figure.kind === kind);
      if (before)
        await this.db.of(Figure).update({ id: before.id }, { amount, notedOn: () => 'app_now()::date' });
      else await this.db.of(Figure).insert({ id: newId(), organisationId, kind, amount, yearEnd });
      const field = FIGURE_WORDS[kind].toLowerCase() + (yearEnd ? `, year to ${sayDate(yearEnd)}` : '');
      const change = {
        field,
        before: before ? figureWords(before) : null,
        after: figureWords({ kind, amount }),
      };
      if (change.before !== change.after)
        await this.history.write(me, { type: 'organisation', id: organisationId }, [change]);
    }
    const fields = given.map(({ kind }) => kind);
    await this.audit.record(
      me,
      'organisation.edited',
      { type: 'organisation', id: organisationId },
      { fields },
    );
  }
}
