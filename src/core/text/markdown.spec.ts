import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { markdownHtml, markdownText } from './markdown.js';

describe('Markdown', () => {
  const source = `# Holiday fund

Up to **£500** for *summer* activities.
Apply [on the website](https://example.org/fund?a=1&b=2) or to <anna@example.org>.

- Food
- Travel
  - by bus

3. Third
4. Fourth`;

  it('becomes HTML under the headings around it', () => {
    const html = String(markdownHtml(source, 4));
    expect(html).toContain('<h4>Holiday fund</h4>');
    expect(html).toContain('<strong>£500</strong> for <em>summer</em> activities.<br />');
    expect(html).toContain('<a href="https://example.org/fund?a=1&amp;b=2">on the website</a>');
    expect(html).toContain('<ol start="3">');
    expect(String(markdownHtml('# a\n\n###### b'))).toBe('<h2>a</h2>\n<h6>b</h6>');
  });

  it('becomes text that says the same in the same order', () => {
    expect(markdownText(source)).toBe(`Holiday fund

Up to £500 for summer activities.
Apply on the website (https://example.org/fund?a=1&b=2) or to anna@example.org.

- Food
- Travel
  - by bus

3. Third
4. Fourth`);
  });

  it('shows a bare address once, as a link and as text', () => {
    expect(String(markdownHtml('See https://example.org/x.'))).toBe(
      '<p>See <a href="https://example.org/x">https://example.org/x</a>.</p>',
    );
    expect(markdownText('See https://example.org/x.')).toBe('See https://example.org/x.');
  });

  it('lets no HTML, script, picture or foreign address through', () => {
    const hostile = [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '[x](javascript:alert(1))',
      '[x](data:text/html;base64,PHNjcmlwdD4=)',
      '![x](https://example.org/pixel.gif)',
      '[x](//example.org)',
      '<javascript:alert(1)>',
      '[x](https://example.org "onclick=alert(1)")',
    ];
    for (const text of hostile) {
      const html = String(markdownHtml(text));
      expect(html).not.toMatch(/<(?:script|img|iframe)|<[^>]*\son\w+=|href="(?!https?:|mailto:)/i);
    }
  });

  it('never makes a tag it does not know, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const tags = String(markdownHtml(text)).match(/<\/?([a-z0-9]+)/gi) ?? [];
        for (const tag of tags)
          expect(tag).toMatch(/^<\/?(?:p|br|strong|em|ul|ol|li|blockquote|code|pre|hr|a|h[2-6])$/);
        expect(typeof markdownText(text)).toBe('string');
      }),
    );
  });
});
