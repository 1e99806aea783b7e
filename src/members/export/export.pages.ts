import { Get, Query } from '@nestjs/common';
import { Can, Here, Me, StepUp, type Actor } from '../../core/access/index.js';
import { Clock } from '../../core/clock/index.js';
import type { NetworkFacts } from '../../core/network/index.js';
import { download, Pages, type DownloadAnswer } from '../../core/web/index.js';
import { organisationFilters } from '../organisations/index.js';
import { Exports } from './export.service.js';

/** The member list as a file to save. */
@Pages('organisations.csv')
export class ExportPages {
  constructor(
    private readonly exports: Exports,
    private readonly clock: Clock,
  ) {}

  @Can('members.export')
  @StepUp()
  @Get()
  async csv(
    @Me() me: Actor,
    @Query() query: unknown,
    @Here() { slug, zone }: NetworkFacts,
  ): Promise<DownloadAnswer> {
    const { csv } = await this.exports.csv(me, organisationFilters.parse(query));
    return download(csv, 'text/csv; charset=utf-8', `${slug}-members-${this.clock.today(zone)}.csv`);
  }
}
