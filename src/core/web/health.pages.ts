import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../access/index.js';
import { Db } from '../database/index.js';
import { Readiness } from './readiness.js';

/** What a proxy or an orchestrator asks. */
@Controller('health')
export class HealthPages {
  constructor(
    private readonly db: Db,
    private readonly readiness: Readiness,
  ) {}

  /** Touches nothing: the process answers. */
  @Public()
  @Get('live')
  live(): { status: string } {
    return { status: 'live' };
  }

  /** The database answers and nobody has asked us to stop. */
  @Public()
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<{ status: string }> {
    await this.db.query('select 1');
    if (this.readiness.stopping) response.status(503);
    return { status: this.readiness.stopping ? 'stopping' : 'ready' };
  }
}
