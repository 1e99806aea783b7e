import { it } from '@jest/globals';
import { County, SUNRISE, WEEK, YOUTH } from './digest-county.js';
it('scratch', async () => {
  const county = await County.found([SUNRISE, YOUTH], { env: { FOLKMOOT_LOG_LEVEL: 'error' } });
  await county.articles(WEEK);
  await county.command('digest compose');
  console.log(await county.command('digest status'));
  const ruth = await county.ruth();
  for (const p of ['', '/approval', '/preview?q=ada', '/left-out?q=ada', '/comparison?one=sun&other=bol']) { await ruth.open(county.path('digest/2026-W47' + p)); console.log(ruth.words()); }
  await ruth.open(county.path('digest/rules?down=district&organisation=sun')); console.log(ruth.words());
  await county.stop();
});
