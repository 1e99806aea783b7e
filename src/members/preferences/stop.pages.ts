import { Body, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { FromAnywhere, Here, Public } from '../../core/access/index.js';
import type { NetworkFacts } from '../../core/network/index.js';
import { page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { getsIt, maskedAddress, shortName } from './consent.rules.js';
import { listWords } from './lists.rules.js';
import { stopForm } from './preference.input.js';
import { Preferences, type Reader } from './preferences.service.js';
import { StopLinks } from './stop-links.service.js';

interface In {
  network: string;
  list: string;
  token: string;
}

/** What a mail programme is told; nobody reads it. */
const DONE = 'Stopped.';

/** What is offered to whoever has stopped the digest: less often, and less of it (E14 of the mail page). */
const INSTEAD = [
  {
    frequency: 'monthly',
    words: 'Once a month instead',
    hint: 'Less often: one digest for the whole month.',
    fields: [{ name: 'digest', value: 'monthly' }],
  },
  {
    frequency: 'weekly',
    words: 'Only what matters most to us',
    hint: 'Fewer topics: every week, two minutes of reading.',
    fields: [
      { name: 'digest', value: 'weekly' },
      { name: 'minutes', value: '2' },
    ],
  },
] as const;

/**
 * The address in List-Unsubscribe and at the foot of every digest. Looking at it changes nothing, because mail
 * scanners look; pressing stops the list. One-click posts come without cookie and session (RFC 8058).
 */
@Public()
@Pages('stop/:list/:token')
export class StopPages {
  constructor(
    private readonly links: StopLinks,
    private readonly preferences: Preferences,
  ) {}

  @Get()
  async show(@Param() { list, token }: In, @Here() here: NetworkFacts): Promise<PageAnswer> {
    const readers = await this.links.readers(list, token);
    const what = listWords(list, here.words.digest);
    if (readers.length === 0) return notWhole(what);
    const { frequencies } = await this.preferences.offer();
    const stopped = readers.every(({ standing }) => !getsIt(standing));
    return page(`members/preferences/views/${stopped ? 'stopped' : 'stop'}`, {
      title: stopped ? 'Stopped' : `Stop ${what}?`,
      ...{ list, token, listWords: what, come: list === 'urgent' ? 'come' : 'comes' },
      ...(list === 'digest' && {
        isDigest: true,
        instead: INSTEAD.filter(({ frequency }) => frequencies.includes(frequency)),
      }),
      who: readers.length > 1 ? shortName(readers[0]) : undefined,
      address: readers[0].address && maskedAddress(readers[0].address),
      choices: choicesOf(readers),
      preferences: this.links.preferencesToken(readers[0].personId),
    });
  }

  @FromAnywhere()
  @Post()
  async stop(
    @Param() { list, token }: In,
    @Here() here: NetworkFacts,
    @Body({ schema: stopForm }) { isOneClick, whose }: z.output<typeof stopForm>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer | RedirectAnswer | string> {
    const readers = await this.links.readers(list, token);
    if (readers.length === 0) return notWhole(listWords(list, here.words.digest));
    const meant =
      isOneClick || whose === 'all' ? readers : readers.filter(({ personId }) => personId === whose);
    const ids = meant.map(({ personId }) => personId);
    await this.preferences.stop('product', ids, list, isOneClick ? 'one-click' : 'page');
    if (!isOneClick) return redirect(`/stop/${list}/${token}`);
    response.status(200).type('text');
    return DONE;
  }
}

/** A link that was cut short or altered says nothing about anybody, and nothing is changed by it. */
function notWhole(what: string): PageAnswer {
  const title = 'We could not read this link';
  return page('members/preferences/views/not-whole', { title, listWords: what }, 404);
}

/** Whose copy should stop, where several people read one mailbox. */
function choicesOf(readers: Reader[]): { value: string; words: string }[] {
  const still = readers.filter(({ standing }) => getsIt(standing));
  if (still.length < 2) return [];
  const one = still.map((reader) => ({ value: reader.personId, words: `Only ${shortName(reader)}` }));
  return [{ value: 'all', words: 'Everybody who reads this mailbox' }, ...one];
}
