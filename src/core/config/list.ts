import type { z } from 'zod';
import { SETTINGS } from './schema.js';

/** A setting as `folkmoot settings` shows it; a default of null is none. */
export interface SettingFacts {
  setting: string;
  default: string | number | boolean | null;
  about: string;
}

/** Returns every setting with its default and what it is for. */
export function listSettings(): SettingFacts[] {
  return Object.entries(SETTINGS).map(([setting, schema]) => ({
    setting,
    default: defaultOf(schema),
    about: schema.description ?? '',
  }));
}

function defaultOf(schema: z.ZodType): SettingFacts['default'] {
  const given = schema.safeParse(undefined);
  return given.success ? ((given.data ?? null) as SettingFacts['default']) : null;
}
