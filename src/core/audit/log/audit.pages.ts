import { Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { Can, formText, Here, Me, type Actor } from '../../access/index.js';
import type { NetworkFacts } from '../../network/index.js';
import { defineNav, page, Pages } from '../../web/index.js';
import { pagerOf } from '../../web/templates/index.js';
import './audit.permissions.js';
import { actionWords } from './acts.rules.js';
import { AuditQueries } from './audit.queries.js';
import { logLine } from './log-line.js';

defineNav({ path: 'audit', words: 'Log', position: 95, permission: 'audit.read' });

const SIZE = 50;
const listInput = z.object({ act: formText(), page: z.coerce.number().int().catch(1) });

/** Who did what in the network, for those who watch over it. */
@Pages('audit')
export class AuditPages {
  constructor(private readonly queries: AuditQueries) {}

  @Can('audit.read')
  @Get()
  async list(
    @Me() me: Actor,
    @Here() here: NetworkFacts,
    @Query({ schema: listInput }) query: z.output<typeof listInput>,
  ) {
    const act = query.act || null;
    const total = await this.queries.count(me, act);
    const path = `/${here.slug}/audit`;
    const pager = pagerOf({ path, query: { act: query.act }, page: query.page, size: SIZE, total });
    const rows = await this.queries.rows(me, act, (pager.page - 1) * SIZE, SIZE);
    const known = { names: await this.queries.names(rows), things: await this.queries.things(me, rows) };
    const actions = await this.queries.actions(me);
    return page('core/audit/views/log', {
      title: 'Log',
      pager,
      act: query.act,
      actions: actions
        .map((value) => ({ value, words: actionWords(value) }))
        .sort((a, b) => a.words.localeCompare(b.words, 'en')),
      rows: rows.map((row) => logLine(me, row, known, here.zone)),
      isWhole: me.may('audit.personal'),
    });
  }
}
