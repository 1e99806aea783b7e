import { describe, expect, it } from '@jest/globals';
import { Explainer } from './said-in-full.js';
import { withAmbiguity } from './term.rules.js';

const TERMS = withAmbiguity([
  { id: '1', short: 'CAF', long: 'Common Assessment Framework' },
  { id: '2', short: 'Y&H', long: 'Yorkshire & the <b>Humber</b> "north"' },
  { id: '3', short: 'TAC', long: 'team around the child' },
  { id: '4', short: 'TAC', long: 'town area committee' },
]);
const explain = () => new Explainer(TERMS);

describe('A page that explains short forms', () => {
  it('says each once, through all of its parts', () => {
    const page = explain();
    expect(page.plain('CAF news')).toBe('CAF (Common Assessment Framework) news');
    expect(String(page.html('The CAF & more'))).toBe('The CAF &amp; more');
    expect(String(page.markdown('A **TAC** CAF', { TAC: '4' }))).toBe(
      '<p>A <strong><abbr title="town area committee">TAC</abbr> (town area committee)</strong> CAF</p>',
    );
  });

  it('puts no markup of a term or of a text on the page', () => {
    const said =
      '<abbr title="Yorkshire &amp; the &lt;b&gt;Humber&lt;/b&gt; &quot;north&quot;">Y&amp;H</abbr> (Yorkshire &amp; the &lt;b&gt;Humber&lt;/b&gt; &quot;north&quot;)';
    expect(String(explain().html('<i>Y&H</i>'))).toBe(`&lt;i&gt;${said}&lt;/i&gt;`);
    expect(String(explain().markdown('Y&H <script>'))).toBe(`<p>${said} &lt;script&gt;</p>`);
  });

  it('is not fooled by the signs it works with', () => {
    expect(String(explain().markdown('\ue0000\ue001 CAF \ue0009\ue001'))).toBe(
      '<p>0 <abbr title="Common Assessment Framework">CAF</abbr> (Common Assessment Framework) 9</p>',
    );
    expect(String(explain().html('\ue0007\ue001'))).toBe('7');
  });

  it('leaves links as they are', () => {
    const html = String(
      explain().markdown('[the CAF](https://example.org/CAF) https://CAF.example/CAF and CAF'),
    );
    expect(html.match(/<abbr/g)).toHaveLength(1);
    expect(html).toContain('<a href="https://example.org/CAF">the CAF</a>');
    expect(html).toContain('<a href="https://CAF.example/CAF">');
  });
});
