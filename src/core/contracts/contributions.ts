import { Injectable } from '@nestjs/common';
import { DiscoveryService, type DiscoverableDecorator } from '@nestjs/core';

/** Any of the contract decorators, whatever key it takes. */
type Contract = Pick<DiscoverableDecorator<unknown>, 'KEY'>;

/** Finds what the modules contribute: every provider that wears one of the contract decorators. */
@Injectable()
export class Contributions {
  readonly #found = new Map<unknown, { key: unknown; instance: unknown }[]>();

  constructor(private readonly discovery: DiscoveryService) {}

  /** Returns all implementations of a contract, ordered by class name so that pages never shuffle. */
  all<Offer>(decorator: Contract): Offer[] {
    return this.#of(decorator).map(({ instance }) => instance as Offer);
  }

  /** Returns the implementation whose decorator was given this key, or undefined. */
  named<Offer>(decorator: Contract, key: string): Offer | undefined {
    return this.#of(decorator).find((one) => one.key === key)?.instance as Offer | undefined;
  }

  /** Returns all implementations with the key their decorator was given. */
  keyed<Offer>(decorator: Contract): { key: string; instance: Offer }[] {
    return this.#of(decorator) as { key: string; instance: Offer }[];
  }

  #of(decorator: Contract): { key: unknown; instance: unknown }[] {
    const known = this.#found.get(decorator);
    if (known) return known;
    const found = this.discovery
      .getProviders({ metadataKey: decorator.KEY })
      .filter((wrapper) => wrapper.instance)
      .sort((a, b) => String(a.name).localeCompare(String(b.name)))
      .map((wrapper) => ({
        key: this.discovery.getMetadataByDecorator(decorator as DiscoverableDecorator<unknown>, wrapper),
        instance: wrapper.instance as unknown,
      }));
    this.#found.set(decorator, found);
    return found;
  }
}
