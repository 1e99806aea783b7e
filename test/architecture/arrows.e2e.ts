import { beforeAll, describe, expect, it } from '@jest/globals';
import { brokenArrows, circles, circlesOfUnits } from './arrows.js';
import { compiledAmongSources, tooLong, unescaped, withoutDocstring } from './habits.js';
import { readTree, withoutSpecs, type SourceTree } from './source-tree.js';

let product: SourceTree;

beforeAll(() => {
  product = withoutSpecs(readTree('src', '.ts'));
});

describe('the arrows', () => {
  it('are kept by every import of the product', () => {
    expect(brokenArrows(product)).toEqual([]);
  });

  it('let nobody ask upwards', () => {
    const broken = (path: string, specifier: string) =>
      brokenArrows({ [path]: `import { x } from '${specifier}';` });
    expect(broken('src/core/mail/post.ts', '../../members/index.js')).toEqual([
      'src/core/mail/post.ts imports ../../members/index.js: the core knows no feature',
    ]);
    expect(broken('src/members/members.service.ts', '../digest/index.js')).toHaveLength(1);
    expect(broken('src/expenses/claim.service.ts', '../forum/index.js')).toHaveLength(1);
    expect(broken('src/digest/edition.ts', '../development/index.js')).toHaveLength(1);
    expect(broken('src/members/members.service.ts', '../serve.js')).toHaveLength(1);
    expect(broken('src/gossip/gossip.ts', '../members/index.js')).toHaveLength(1);
    expect(broken('src/meetings/meeting.service.ts', '../forum/index.js')).toEqual([]);
    expect(broken('src/serve.ts', './app.module.js')).toEqual([]);
  });

  it('lead through front doors only', () => {
    const broken = (path: string, specifier: string) => brokenArrows({ [path]: `import '${specifier}';` });
    expect(broken('src/digest/edition.ts', '../members/person.entity.js')).toHaveLength(1);
    expect(broken('src/digest/edition.ts', '../members/people/index.js')).toHaveLength(1);
    expect(broken('src/digest/edition.ts', '../core/mail/outbox.js')).toHaveLength(1);
    expect(broken('src/core/web/page.ts', '../access/guard.js')).toHaveLength(1);
    expect(broken('src/main.ts', './members/members.service.js')).toHaveLength(1);
    expect(broken('src/digest/edition.ts', '../members/index.js')).toEqual([]);
    expect(broken('src/core/web/page.ts', '../access/index.js')).toEqual([]);
    expect(broken('src/digest/edition.ts', '../core/database/embedded/index.js')).toEqual([]);
    expect(broken('src/digest/edition.ts', '../core/events.js')).toEqual([]);
    expect(broken('src/core/web/page.ts', './templates/helpers.js')).toEqual([]);
  });

  it('are seen in every form an import can take', () => {
    const upwards = '../../members/index.js';
    const forms = [
      `import type { A } from '${upwards}';`,
      `export * from '${upwards}';`,
      `export { a } from '${upwards}';`,
      `const a = await import('${upwards}');`,
    ];
    for (const form of forms) expect(brokenArrows({ 'src/core/mail/post.ts': form })).toHaveLength(1);
  });

  it('keep a rule among rules', () => {
    const broken = (specifier: string) =>
      brokenArrows({ 'src/members/claim.rules.ts': `import { x } from '${specifier}';` });
    expect(broken('./member.entity.js')).toHaveLength(1);
    expect(broken('../core/errors/index.js')).toHaveLength(1);
    expect(broken('zod')).toHaveLength(1);
    expect(broken('node:fs')).toHaveLength(1);
    expect(broken('../digest/choice.rules.js')).toHaveLength(1);
    expect(broken('../core/text/name-key.rules.js')).toEqual([]);
    expect(broken('node:crypto')).toEqual([]);
  });
});

describe('circles', () => {
  const circle = {
    'src/members/a.ts': "import { b } from './b.js';",
    'src/members/b.ts': "import { c } from './c.js';",
    'src/members/c.ts': "export { a } from './a.js';",
  };

  it('are found among files, unless a link of theirs is gone at run time', () => {
    expect(circles(circle)).toEqual([['src/members/a.ts', 'src/members/b.ts', 'src/members/c.ts']]);
    expect(circles({ ...circle, 'src/members/b.ts': "import type { c } from './c.js';" })).toEqual([]);
    expect(circles({ ...circle, 'src/members/b.ts': "import { type c } from './c.js';" })).toEqual([]);
  });

  it('are found among the folders of the core', () => {
    const folders = {
      'src/core/web/page.ts': "import { actor } from '../access/index.js';",
      'src/core/access/guard.ts': "import { page } from '../web/index.js';",
    };
    expect(circlesOfUnits(folders)).toEqual([['src/core/access', 'src/core/web']]);
    const withInner = {
      ...folders,
      'src/core/access/guard.ts': '',
      'src/core/access/sign-in/index.ts': "export { page } from '../../web/index.js';",
    };
    expect(circlesOfUnits(withInner)).toEqual([]);
  });

  it('do not exist in the product', () => {
    expect(circles(product)).toEqual([]);
    expect(circlesOfUnits(product)).toEqual([]);
  });
});

describe('habits', () => {
  it('every exported function says what it gives', () => {
    const examples = {
      'src/a.ts':
        'export function one() {}\nexport const two = () => 2;\nexport const three = 3;\nfunction four() {}',
      'src/b.ts':
        '/** Gives one. */\nexport function one() {}\n/** Gives two. */\nexport const two = () => 2;',
      'src/c.ts':
        '/** Gives it back. */\nexport function x(a: 1): 1;\nexport function x(a: unknown) { return a; }',
      'src/d.ts': 'export async function* five() {}',
    };
    expect(withoutDocstring(examples)).toEqual(['src/a.ts: one', 'src/a.ts: two', 'src/d.ts: five']);
    expect(withoutDocstring(product)).toEqual([]);
  });

  it('no file is longer than 200 lines', () => {
    expect(tooLong({ 'src/a.ts': 'x\n'.repeat(201), 'src/b.ts': 'x\n'.repeat(200) })).toEqual([
      'src/a.ts: 201',
    ]);
    expect(tooLong(product)).toEqual([]);
  });

  it('no template puts text on a page unescaped', () => {
    const examples = {
      'src/a.hbs': '<p>{{{text}}} {{& text}} {{~{text}~}} {{text}} {{#if a}}{{/if}}</p>',
      'src/core/web/views/layout.hbs': '{{{body}}} {{{title}}}',
    };
    expect(unescaped(examples)).toEqual([
      'src/a.hbs: {{{text}}}',
      'src/a.hbs: {{& text}}',
      'src/a.hbs: {{~{text}~}}',
      'src/core/web/views/layout.hbs: {{{title}}}',
    ]);
    expect(unescaped(readTree('src', '.hbs'))).toEqual([]);
  });

  it('no compiled file lies beside its source', () => {
    expect(
      compiledAmongSources({ 'test/a.ts': '', 'test/a.js': '', 'src/core/web/public/b.js': '' }),
    ).toEqual(['test/a.js']);
    expect(
      compiledAmongSources({ ...readTree('src', '.ts', '.js'), ...readTree('test', '.ts', '.js') }),
    ).toEqual([]);
  });
});
