import { Body, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import type { AudienceOrganisation } from '../../members/index.js';
import type { Draft } from './drafts.service.js';
import { comparisonQuery, previewQuery, trialForm } from '../editions/edition.input.js';
import { viewCopy } from '../editions/edition.view.js';
import { Previews } from './previews.service.js';
import { aboutOrganisation, aboutPerson, lengthWords, previewFrame, suggested } from './previews.view.js';
import { Trials } from '../editions/trials.service.js';
import { isWritten } from '../kinds/kind.rules.js';

interface In {
  network: string;
  key: string;
}

const VIEWS = 'digest/choosing/views';

/** An edition as one real person would get it, or two organisations side by side. */
@Can('digest.read')
@Pages('digest/:key', 'digest')
export class PreviewsPages {
  constructor(
    private readonly previews: Previews,
    private readonly trials: Trials,
  ) {}

  @Get('preview')
  async preview(@Me() me: Actor, @Param() params: In, @Query() query: unknown): Promise<PageAnswer> {
    const { q, person } = previewQuery.parse(query ?? {});
    const draft = await this.previews.draft(me, params.key);
    const preview = person ? await this.previews.of(draft, person) : undefined;
    const found = q ? this.previews.people(draft, q) : [];
    return page(`${VIEWS}/preview`, {
      ...previewFrame(params, draft, preview ? `As ${preview.person.name} gets it` : 'Preview as somebody'),
      key: params.key,
      q,
      suggestions: q || preview ? [] : suggested(draft).map(({ name }) => ({ one: name })),
      found: found.map((one) => ({ ...aboutPerson(one, draft), personId: one.personId })),
      preview: preview && {
        ...preview,
        ...viewCopy(preview, draft),
        about: aboutPerson(preview.person, draft),
        length: lengthWords(preview),
      },
      mayTry: me.may('digest.compose'),
      isWritten: isWritten(draft.edition.kind),
    });
  }

  @Can('digest.compose')
  @Form('preview')
  @Post('trial')
  async tryOut(
    @Me() me: Actor,
    @Param() { key }: In,
    @Body({ schema: trialForm }) { person, to }: z.output<typeof trialForm>,
  ): Promise<RedirectAnswer> {
    const address = await this.trials.send(me, key, {
      personId: person || undefined,
      toId: to || undefined,
    });
    const back = person ? `/digest/${key}/preview?person=${person}` : `/digest/${key}`;
    return redirect(back, `A test is on its way to ${address}.`);
  }

  @Get('comparison')
  async compare(
    @Me() me: Actor,
    @Param() params: In,
    @Query({ schema: comparisonQuery }) { one, other }: z.output<typeof comparisonQuery>,
  ): Promise<PageAnswer> {
    const draft = await this.previews.draft(me, params.key);
    const sides = [one, other].map((typed) => this.#side(draft, typed));
    return page(`${VIEWS}/comparison`, {
      ...previewFrame(params, draft, 'Two organisations side by side'),
      key: params.key,
      one,
      other,
      suggestions: one || other ? [] : pairs(suggested(draft)),
      sides: one || other ? sides : undefined,
      columns: sides.flatMap(({ organisation }) => organisation?.name ?? []),
      lines: linesOf(sides),
    });
  }

  #side(draft: Draft, typed: string): Side {
    const [organisation, ...others] = typed ? this.previews.organisations(draft, typed) : [];
    if (!organisation) return { typed };
    const copy = this.previews.copyFor(draft, organisation);
    return {
      typed,
      organisation: { name: organisation.name, about: aboutOrganisation(organisation, draft) },
      others: others.map(({ name }) => name).join(', '),
      ...viewCopy(copy, draft),
    };
  }
}

type Side = { typed: string; organisation?: { name: string; about: string }; others?: string } & Partial<
  ReturnType<typeof viewCopy>
>;

/** Every item once, and beside it what becomes of it in each copy: its number there, or that it is left out, and why. */
function linesOf(sides: Side[]) {
  const titles = new Map<string, string>();
  const columns = sides.flatMap(({ organisation, groups = [], left = [] }) => {
    if (!organisation) return [];
    const placed = groups.flatMap(({ items }) => items);
    for (const { key, title } of [...placed, ...left]) titles.set(key, title);
    const cells = [
      ...placed.map(
        ({ key, reason, brief }, at) =>
          [key, `no. ${at + 1}${brief ? ', in one line' : ''} · ${reason}`] as const,
      ),
      ...left.map(({ key, reason }) => [key, `left out: ${reason}`] as const),
    ];
    return { name: organisation.name, cells: new Map(cells) };
  });
  return [...titles].map(([key, title]) => ({
    title,
    cells: columns.map(({ name, cells }) => ({ name, words: cells.get(key) })),
  }));
}

function pairs(organisations: AudienceOrganisation[]) {
  return organisations.flatMap(({ name }, at) =>
    organisations.slice(at + 1).map((other) => ({ one: name, other: other.name })),
  );
}
