/** Seconds from starting the process to “ready”, warm: the database is there and brought up to date. */
import { rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { median, print, seconds } from './support/run.mjs';
import { startService } from './support/service.mjs';

const first = await startService();
await first.stop({ keep: true });
const warm = [];
for (let round = 0; round < 5; round += 1) {
  const service = await startService({ stateDir: first.stateDir });
  warm.push(service.ready);
  await service.stop({ keep: true });
}
rmSync(first.stateDir, { recursive: true, force: true });
const bare = [];
for (let round = 0; round < 5; round += 1) {
  bare.push(
    await seconds(() =>
      spawnSync(process.execPath, ['-e', "import('@nestjs/core').then(() => import('typeorm'))"]),
    ),
  );
}
print('Starting', [
  { what: 'very first start, with the example network', value: first.ready, unit: 's' },
  { what: 'warm start to ready', value: median(warm), unit: 's (goal < 4)' },
  { what: 'baseline: node that only loads Nest and TypeORM', value: median(bare), unit: 's' },
  { what: 'warm start ÷ baseline', value: median(warm) / median(bare) },
]);
