import { Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { Can, formText, Here } from '../../access/index.js';
import type { NetworkFacts } from '../../network/index.js';
import { defineNav, page, Pages } from '../../web/index.js';
import { pagerOf } from '../../web/templates/index.js';
import './audit.permissions.js';
import { AuditQueries } from './audit.queries.js';
import { actionWords, detailWords, subjectLink, viaWords } from './log-words.rules.js';

defineNav({ path: 'audit', words: 'Log', position: 95, permission: 'audit.read' });

const SIZE = 50;
const listInput = z.object({ act: formText(), page: z.coerce.number().int().catch(1) });

/** Who did what in the network, for those who watch over it. */
@Pages('audit')
export class AuditPages {
  constructor(private readonly queries: AuditQueries) {}

  @Can('audit.read')
  @Get()
  async list(@Here() here: NetworkFacts, @Query({ schema: listInput }) query: z.output<typeof listInput>) {
    const act = query.act || null;
    const total = await this.queries.count(act);
    const path = `/${here.slug}/audit`;
    const pager = pagerOf({ path, query: { act: query.act }, page: query.page, size: SIZE, total });
    const rows = await this.queries.rows(act, (pager.page - 1) * SIZE, SIZE);
    const names = await this.queries.names(rows);
    const actions = await this.queries.actions();
    return page('core/audit/views/log', {
      title: 'Log',
      pager,
      act: query.act,
      actions: actions.map((value) => ({ value, words: actionWords(value) })),
      rows: rows.map((row) => ({
        at: row.at,
        words: actionWords(row.action),
        who:
          (row.actorId && names.get(row.actorId)) ||
          (row.actorId ? 'Somebody no longer here' : 'The product itself'),
        via: viaWords(row.via),
        subject: subjectLink(row.subjectType, row.subjectId),
        about: row.subjectId === row.actorId ? undefined : names.get(row.subjectId ?? ''),
        details: detailWords(row.details, names, here.zone),
      })),
    });
  }
}
