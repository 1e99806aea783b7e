import { Injectable } from '@nestjs/common';
import { DiscoveryService, type DiscoverableDecorator } from '@nestjs/core';

/** Finds what the modules contribute: every provider that wears one of the contract decorators. */
@Injectable()
export class Contributions {
  readonly #found = new Map<unknown, { key: unknown; instance: unknown }[]>();

  constructor(private readonly discovery: DiscoveryService) {}

  /** Returns all implementations of a contract, ordered by class name so that pages never shuffle. */
  all<Contract>(decorator: DiscoverableDecorator<unknown>): Contract[] {
    return this.#of(decorator).map(({ instance }) => instance as Contract);
  }

  /** Returns the implementation whose decorator was given this key, or undefined. */
  named<Contract>(decorator: DiscoverableDecorator<unknown>, key: string): Contract | undefined {
    return this.#of(decorator).find((one) => one.key === key)?.instance as Contract | undefined;
  }

  /** Returns all implementations with the key their decorator was given. */
  keyed<Contract>(decorator: DiscoverableDecorator<unknown>): { key: string; instance: Contract }[] {
    return this.#of(decorator) as { key: string; instance: Contract }[];
  }

  #of(decorator: DiscoverableDecorator<unknown>): { key: unknown; instance: unknown }[] {
    const known = this.#found.get(decorator);
    if (known) return known;
    const found = this.discovery
      .getProviders({ metadataKey: decorator.KEY })
      .filter((wrapper) => wrapper.instance)
      .sort((a, b) => String(a.name).localeCompare(String(b.name)))
      .map((wrapper) => ({
        key: this.discovery.getMetadataByDecorator(decorator, wrapper),
        instance: wrapper.instance as unknown,
      }));
    this.#found.set(decorator, found);
    return found;
  }
}
