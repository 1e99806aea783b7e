import { Body, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { allow, Can, Me, type Actor } from '../../core/access/index.js';
import { Clock } from '../../core/clock/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { Districts, isPresent } from '../districts/index.js';
import { LEGAL_FORMS } from '../legal-forms.rules.js';
import { THEMES } from '../themes.rules.js';
import { PARTS, type OrganisationPatch, type Part } from './organisation.input.js';
import { mayCorrect, PRECISIONS } from './organisation.rules.js';
import { Organisations } from './organisations.service.js';
import { STAGES } from './serving.rules.js';

interface In {
  network: string;
  id: string;
}

type Of<Name extends Part> = z.output<(typeof PARTS)[Name]>;

/** The short forms in which a record is corrected, a part at a time. */
@Can('members.correct')
@Pages('organisations/:id')
export class OrganisationPartsPages {
  constructor(
    private readonly organisations: Organisations,
    private readonly districts: Districts,
    private readonly clock: Clock,
  ) {}

  @Get('details')
  details(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const legalForms = LEGAL_FORMS.map(({ key, name }) => ({ value: key, words: name }));
    return this.#form(me, params, 'details', 'What it is', { legalForms });
  }

  @Form('details')
  @Post('details')
  keepDetails(@Me() me: Actor, @Param() { id }: In, @Body({ schema: PARTS.details }) input: Of<'details'>) {
    return this.#keep(me, id, input);
  }

  @Get('places')
  async places(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const today = this.clock.today();
    const districts = (await this.districts.all()).filter((one) => isPresent(one, today));
    const items = districts.map(({ id, name }) => ({ value: id, words: name }));
    return this.#form(me, params, 'places', 'Where it works', { items });
  }

  @Form('places')
  @Post('places')
  keepPlaces(@Me() me: Actor, @Param() { id }: In, @Body({ schema: PARTS.places }) input: Of<'places'>) {
    return this.#keep(me, id, input);
  }

  @Get('themes')
  themes(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const items = (wanted: string) =>
      THEMES.filter(({ kind }) => kind === wanted).map(({ key, name }) => ({ value: key, words: name }));
    const lists = { outcomes: items('outcome'), subSectors: items('sub-sector') };
    return this.#form(me, params, 'themes', 'What it is about', lists);
  }

  @Form('themes')
  @Post('themes')
  keepThemes(@Me() me: Actor, @Param() { id }: In, @Body({ schema: PARTS.themes }) input: Of<'themes'>) {
    return this.#keep(me, id, input);
  }

  @Can('members.edit')
  @Get('stage')
  stage(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const stages = Object.entries(STAGES).map(([value, words]) => ({ value, words }));
    return this.#form(me, params, 'stage', 'Where it stands', {
      stages: [...stages, { value: '', words: 'Not known' }],
    });
  }

  @Can('members.edit')
  @Form('stage')
  @Post('stage')
  keepStage(@Me() me: Actor, @Param() { id }: In, @Body({ schema: PARTS.stage }) input: Of<'stage'>) {
    return this.#keep(me, id, input);
  }

  @Get('contact')
  contact(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const precisions = Object.entries(PRECISIONS).map(([value, words]) => ({ value, words }));
    const yesNo = [
      { value: 'yes', words: 'Yes' },
      { value: 'no', words: 'No' },
    ];
    return this.#form(me, params, 'contact', 'How it is reached', { precisions, yesNo });
  }

  @Form('contact')
  @Post('contact')
  keepContact(@Me() me: Actor, @Param() { id }: In, @Body({ schema: PARTS.contact }) input: Of<'contact'>) {
    return this.#keep(me, id, input);
  }

  async #form(me: Actor, { network, id }: In, part: Part, title: string, own: object): Promise<PageAnswer> {
    const organisation = await this.organisations.find(me, id);
    allow(
      mayCorrect(me, organisation),
      'Only its main contact and the co-ordinator may correct this record.',
    );
    return page(`members/organisations/views/${part}`, {
      title,
      section: 'Organisations',
      back: { href: `/${network}/organisations/${id}`, words: organisation.name },
      ...{ id, organisation, numbers: numbersOf(organisation), stage: String(organisation.stage ?? '') },
      ...own,
    });
  }

  async #keep(
    me: Actor,
    id: string,
    { version, ...input }: OrganisationPatch & { version: number },
  ): Promise<RedirectAnswer> {
    await this.organisations.correct(me, id, input, version);
    return redirect(`/organisations/${id}`, 'The record is corrected.');
  }
}

function numbersOf({ identifiers }: { identifiers: { scheme: string; value: string }[] }) {
  const find = (...schemes: string[]) => identifiers.find(({ scheme }) => schemes.includes(scheme))?.value;
  return { charity: find('GB-CHC', 'GB-SC', 'GB-NIC'), company: find('GB-COH') };
}
