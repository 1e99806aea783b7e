import { it } from '@jest/globals';
import { chromium } from 'playwright-core';
import { County, SUNRISE, WEEK, YOUTH } from './digest-county.js';

it('looks', async () => {
  const county = await County.found([SUNRISE, YOUTH,
    { organisation: 'Office Group', districts: 'High Peak', name: 'Zed Alpha', email: 'office@x.example.org', themes: 'arts' },
    { organisation: 'Office Group Two', districts: 'Erewash', name: 'Bea Beta', email: 'office@x.example.org', themes: 'youth work' },
    { organisation: 'Nobody Here', districts: 'Erewash', name: 'Post Only' },
  ], { env: { FOLKMOOT_LOG_LEVEL: 'error' } });
  try {
    await county.articles(WEEK);
    const ruth = await county.ruth();
    await ruth.open(county.path('digest'));
    await ruth.press('Compose this week');
    const key = '2026-W47';
    await ruth.press('Take out: Youth club start-up');
    await ruth.open(county.path('digest', key, 'introduction'));
    await ruth.press('Keep these words', { intro: 'A short week.\n\nSee you on **Thursday**.' });
    await county.articles('title\nSomething new');
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    const shots = async (name: string, path: string, check = true) => {
      for (const width of [360, 1280]) {
        const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width, height: 800 } });
        await context.addCookies([...ruth.cookies].map(([n, value]) => ({ name: n, value, url: county.folkmoot.base })));
        const page = await context.newPage();
        await page.goto(county.folkmoot.base + path);
        await page.screenshot({ path: `/tmp/digest/shots/${name}-${width}.png`, fullPage: true });
        await context.close();
      }
    };
    const [ada] = await county.rows<{ id: string }>(`select person_id as id from contact_point where value = 'ada@sunrise.example.org'`);
    const [office] = await county.rows<{ id: string }>(`select person_id as id from contact_point where value = 'office@x.example.org' limit 1`);
    const [{ id: art }] = await county.rows<{ id: string }>(`select id from article where title = 'Holiday fund'`);
    await shots('01-list', county.path('digest'));
    await shots('02-show', county.path('digest', key));
    await shots('03-preview', county.path('digest', key, `preview?person=${ada.id}`));
    await shots('04-find', county.path('digest', key, `preview?q=office`));
    await shots('05-shared', county.path('digest', key, `preview?person=${office.id}`));
    await shots('06-compare', county.path('digest', key, `comparison?one=sunrise&other=youth`));
    await shots('07-approval', county.path('digest', key, `approval`));
    await shots('08-ledger', county.path('digest', key, `ledger`));
    await shots('09-articles', county.path('articles'));
    await shots('10-article', county.path('articles', art));
    await shots('11-form', county.path('articles', art, 'edit'));
    await shots('12-import', county.path('articles/import'));
    await shots('13-item', county.path('digest', key, `item?item=article:${art}`));
    await shots('14-intro', county.path('digest', key, `introduction`));
    await ruth.open(county.path('digest', key));
    await ruth.press('Take this in');
    await ruth.open(county.path('digest', key, 'approval'));
    await ruth.press('Approve and send', { when: 'soon' });
    await shots('20-approved', county.path('digest', key));
    county.moveTo('2026-11-18T10:20:00Z');
    await county.folkmoot.deliver();
    await county.rows(`update delivery set state = 'uncertain', committed_at = clock_timestamp() where address = 'ada@sunrise.example.org' returning id`);
    await shots('21-sent', county.path('digest', key));
    await shots('22-uncertain', county.path('digest', key, 'ledger?fate=uncertain'));
    await shots('23-home', county.path());
    await browser.close();
  } finally { await county.stop(); }
}, 200000);
