import { afterAll, beforeAll, describe, it, expect } from '@jest/globals';
import { SCRIPT, TrialPages } from '../../../../test/support/trial-pages.js';

let pages: TrialPages;
beforeAll(() => {
  pages = new TrialPages();
});
afterAll(() => pages.remove());

describe('a form that came back', () => {
  const items = [
    { value: 'bus', words: 'Bus' },
    { value: 'car', words: 'Car' },
  ];
  const answers = { note: '\n  two\n  lines', how: ['car'], 'on-day': '31' };

  it('shows what was typed before what we hold', () => {
    expect(pages.draw('{{> field name="a" label="A" value="held"}}', { answers: { a: SCRIPT } })).toContain(
      'value="&lt;script&gt;',
    );
    expect(pages.draw('{{> field name="b" label="B" value="held"}}')).toContain('value="held"');
    expect(pages.draw('{{> field name="c" label="C" value="held"}}', { answers: { c: '' } })).toContain(
      'value=""',
    );
  });

  it('keeps every space and line of a longer text', () => {
    const html = pages.draw('<div>\n  {{> area name="note" label="Note"}}\n</div>', { answers });
    expect(html).toContain('>\n\n  two\n  lines</textarea>');
  });

  it('keeps what was ticked, and leaves unticked what was unticked', () => {
    const list = '{{> choice name="how" legend="How" type="checkbox" items=items value=held}}';
    const ticked = (html: string) => [...html.matchAll(/value="(\w+)" checked/g)].map(([, value]) => value);
    expect(ticked(pages.draw(list, { items, held: ['bus'] }))).toEqual(['bus']);
    expect(ticked(pages.draw(list, { items, held: ['bus'], answers }))).toEqual(['car']);
    expect(ticked(pages.draw(list, { items, held: ['bus'], answers: {} }))).toEqual([]);
  });

  it('keeps the three boxes of a date', () => {
    const html = pages.draw('{{> date-boxes name="on" legend="When" value="2026-11-20"}}', { answers });
    expect(
      [...html.matchAll(/name="(on-\w+)"[^>]*value="(\d*)"/g)].map(([, name, value]) => [name, value]),
    ).toEqual([
      ['on-day', '31'],
      ['on-month', '11'],
      ['on-year', '2026'],
    ]);
  });
});

describe('a partial', () => {
  it('sees what it was given and nothing of the page around it', () => {
    expect(
      pages.draw('{{> field name="x" label="X"}}', { hint: 'not for you', value: 'nor this' }),
    ).not.toMatch(/not for|nor this/);
  });

  it('may belong to a module', () => {
    pages.write('form', '<b>{{label}}</b>');
    expect(pages.draw('{{> trial/views/form label="Name"}}')).toBe('<b>Name</b>');
  });

  it('that makes a table repeats each heading beside its cell, for phones', () => {
    const model = {
      columns: [{ words: 'Name' }, { words: 'People', number: true }],
      rows: [[{ href: '/a', words: 'Sunrise' }, 0]],
    };
    const html = pages.draw('{{> table caption="Members" columns=columns rows=rows}}', model);
    expect(html).toContain('<th scope="row"><a href="/a">Sunrise</a>');
    expect(html).toMatch(/<td data-label="People" class="number">0\s*<\/td>/);
  });

  it('that makes a chart shows the same figures as a table', () => {
    const html = pages.draw('{{> figures title="Reach" description="All" rows=rows}}', {
      rows: [{ label: SCRIPT, value: 3 }],
    });
    expect(html).toContain('<svg class="chart" role="img"');
    expect(html).toContain('<td class="number">3</td>');
    expect(html).not.toContain('<script');
  });
});

describe('a helper', () => {
  it.each([
    ["{{date '2026-11-20'}}", '20 November 2026'],
    ["{{datetime '2026-07-01T08:30:00Z'}}", '1 July 2026 at 9:30am'],
    ['{{money 123450}}', '£1,234.50'],
    ["{{plural 1200 'organisation'}}", '1,200 organisations'],
    ["{{word 'representative'}} {{word 'Representatives'}} {{word 'seat'}}", 'appointee Appointees seat'],
    ["{{path 'members' 'a b/c' q='x y' none=''}}", '/leeds/members/a%20b/c?q&#x3D;x+y'],
    [
      "{{link_to 'Here' '/leeds'}} {{link_to 'Bad' 'javascript:alert(1)'}} {{link_to 'Off' '//evil'}}",
      '<a href="/leeds">Here</a> Bad Off',
    ],
    ["{{lines 'a <b>\nc\n\n\nd'}}", '<p>a &lt;b&gt;<br>c</p>\n<p>d</p>'],
    [
      "{{mail_address 'a.b@example.org'}} {{mail_address 'St. <b>'}}{{mail_address missing}}",
      'a<wbr>.b<wbr>@example<wbr>.org St. &lt;b&gt;',
    ],
    ["{{concat 'a' 1 missing 'b'}} {{default missing 'other'}} {{or missing '' 'third'}}", 'a1b other third'],
    ['{{#if (and (eq 1 1) (not missing))}}yes{{/if}}', 'yes'],
    ['{{form_token}}', '<input type="hidden" name="_token" value="t&quot;oken">'],
  ])('%s', (source, drawn) => {
    expect(pages.draw(source)).toBe(drawn);
  });
});
