import { Body, Get, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../access/index.js';
import { Api, Describe } from '../web/index.js';
import { Glossary } from './glossary.service.js';
import { termAnswer, termBody } from './term.input.js';
import type { Term } from './term.rules.js';

type Answer = z.output<typeof termAnswer>;

/** What short forms stand for, for programs. */
@Can('glossary.read')
@Api('glossary')
export class GlossaryApi {
  constructor(private readonly glossary: Glossary) {}

  @Describe({ summary: 'Lists what short forms stand for, all of them', answer: termAnswer, list: true })
  @Get()
  async list(): Promise<{ items: Answer[]; next: null }> {
    return { items: (await this.glossary.terms()).map(answerOf), next: null };
  }

  @Describe({ summary: 'Adds a short form', answer: termAnswer, status: 201 })
  @Can('glossary.write')
  @Post()
  async add(@Me() me: Actor, @Body({ schema: termBody }) input: z.output<typeof termBody>): Promise<Answer> {
    return answerOf(await this.glossary.find(await this.glossary.add(me, input)));
  }
}

function answerOf({ id, short, long, meaning = '', usedFor = '', isAmbiguous }: Term): Answer {
  return { id, short, long, meaning, usedFor, isAmbiguous };
}
