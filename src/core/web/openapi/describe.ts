import { SetMetadata } from '@nestjs/common';
import type { z } from 'zod';

export const DESCRIPTION = 'folkmoot:describe';

/** What an integrator needs to know of a REST route besides what its schemas say. */
export interface Description {
  summary: string;
  /** The schema of one answer; with `list`, of one row of it. */
  answer?: z.ZodType;
  list?: boolean;
  /** The status of success; 200 unless told. */
  status?: number;
}

/** Describes a REST route for the API document. */
export const Describe = (description: Description) => SetMetadata(DESCRIPTION, description);
