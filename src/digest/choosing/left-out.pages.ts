import { Get, Param, Query } from '@nestjs/common';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { page, Pages, type PageAnswer } from '../../core/web/index.js';
import { wordsOf } from '../editions/edition.rules.js';
import { previewQuery } from '../editions/edition.input.js';
import type { Draft } from './drafts.service.js';
import { LEFT_WORDS } from './left.rules.js';
import { Previews, type PersonPreview } from './previews.service.js';
import { aboutPerson, lengthWords, previewFrame } from './previews.view.js';

interface In {
  network: string;
  key: string;
}

/** What of an edition one person does not get, and by which rule. */
@Can('digest.read')
@Pages('digest/:key/left-out', 'digest')
export class LeftOutPages {
  constructor(private readonly previews: Previews) {}

  @Get()
  async show(@Me() me: Actor, @Param() params: In, @Query() query: unknown): Promise<PageAnswer> {
    const { q, person } = previewQuery.parse(query ?? {});
    const draft = await this.previews.draft(me, params.key);
    const preview = person ? await this.previews.of(draft, person) : undefined;
    const found = q ? this.previews.people(draft, q) : [];
    const title = preview ? `What ${preview.person.name} does not get` : 'What somebody does not get';
    return page('digest/choosing/views/left-out', {
      ...previewFrame(params, draft, title),
      key: params.key,
      q,
      found: found.map((one) => ({ ...aboutPerson(one, draft), personId: one.personId })),
      preview: preview && {
        ...preview,
        ...viewLeft(preview, draft),
        about: aboutPerson(preview.person, draft),
      },
    });
  }
}

function viewLeft(preview: PersonPreview, draft: Draft) {
  const { left, inBrief, pieces, nothing } = preview;
  const titles = new Map([...draft.held.map(wordsOf), ...draft.items].map(({ key, title }) => [key, title]));
  const rules = Object.entries(LEFT_WORDS).flatMap(([rule, { words, hint }]) => {
    const lines = [...left, ...inBrief].filter((line) => line.rule === rule);
    if (lines.length === 0) return [];
    const items = lines.map(({ key, reason }) => ({ title: titles.get(key) ?? key, reason }));
    return [{ words, hint, items, count: items.length }];
  });
  const inFull = pieces.filter((facts) => facts && 'key' in facts && !facts.brief).length;
  return { rules: nothing === null ? rules : [], inFull, length: lengthWords(preview) };
}
