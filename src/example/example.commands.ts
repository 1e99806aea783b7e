import { Injectable } from '@nestjs/common';
import { Command, type CommandInput } from '../core/command/index.js';
import { Invalid } from '../core/errors/index.js';
import { MODELS, type Model } from '../core/network/index.js';
import { readSlug } from '../core/text/index.js';
import { Examples, type Example } from './example.service.js';

/** Example networks from the command line. */
@Injectable()
export class ExampleCommands {
  constructor(private readonly examples: Examples) {}

  @Command({
    name: 'network example',
    about: 'Founds an example network with invented members, people and articles',
    options: {
      model: { value: 'derbyshire|northumberland|portsmouth', required: true, about: 'which of the three' },
      slug: { value: 'S', about: 'short name in addresses, where not its own' },
    },
  })
  async load({ options: { model, slug } }: CommandInput): Promise<Example> {
    if (!isModel(model))
      throw new Invalid({ model: `The model is one of ${Object.keys(MODELS).join(', ')}.` });
    if (slug === undefined) return this.examples.load(model);
    const reading = readSlug(slug);
    if (!reading.ok) throw new Invalid({ slug: reading.problem });
    return this.examples.load(model, reading.value);
  }
}

function isModel(text: string): text is Model {
  return Object.hasOwn(MODELS, text);
}
