import { describe, expect, it } from '@jest/globals';
import { printAnswer, printColumns } from './print.js';

describe('What a command answers', () => {
  it('is one JSON document for programs', () => {
    expect(printAnswer({ sendAfter: new Date(0) }, true)).toBe('{"sendAfter":"1970-01-01T00:00:00.000Z"}\n');
    expect(printAnswer(undefined, true)).toBe('null\n');
  });

  it('is lines for people, with moments and nested rows', () => {
    const answer = {
      sendAfter: new Date(0),
      waits: null,
      counts: { sent: 2, held: 0 },
      problems: [{ row: 3, saidBefore: 'x' }],
      names: { sent: [{ name: 'Ada', sentAt: new Date(0) }], held: [] },
    };
    expect(printAnswer(answer, false)).toBe(
      [
        'send after: 1970-01-01T00:00:00.000Z',
        'waits:',
        'counts: sent 2, held 0',
        'problems:',
        '  row 3, said before x',
        'names:',
        '  sent:',
        '    name Ada, sent at 1970-01-01T00:00:00.000Z',
        '  held: none',
        '',
      ].join('\n'),
    );
  });

  it('can stand in columns', () => {
    expect(
      printColumns([
        ['PORT', '3000', 'a'],
        ['BASE_URL', '', 'b'],
      ]),
    ).toBe('PORT      3000  a\nBASE_URL        b\n');
  });
});
