import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';

/** Everything that modules tell upwards; payloads are ids. Under a dozen in the whole product. */
export interface EventMap {
  /** A person asked not to get a list any more, or is asked to be left alone. */
  'person.stopped': { personId: string; list: string };
  /** A person's e-mail address is another one now. */
  'person.moved': { personId: string; address: string };
  /**
   * An address does not take our mail, or its owner complained about it: `hard` means that it is gone, `soft` that it
   * did not work for now. Told once for each person who reads there and each message that came back.
   */
  'address.bounced': {
    personId: string;
    address: string;
    how: 'hard' | 'soft' | 'complaint';
    list: string | null;
    deliveryId: string | null;
  };
  /** An organisation left the network. */
  'organisation.left': { organisationId: string };
}

const ON = 'folkmoot:on';

/** Handles an event inside the transaction of whoever told it. */
export const On =
  (event: keyof EventMap): MethodDecorator =>
  (_target, _name, descriptor) => {
    Reflect.defineMetadata(ON, event, descriptor.value as object);
  };

/** Tells events to whoever wants to hear them; a handler that throws refuses the act. */
@Injectable()
export class Events {
  #handlers?: Map<string, ((payload: unknown) => Promise<void>)[]>;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** Runs all handlers one after the other, in the order of their classes' names. */
  async tell<Name extends keyof EventMap>(event: Name, payload: EventMap[Name]): Promise<void> {
    this.#handlers ??= this.#find();
    for (const handle of this.#handlers.get(event) ?? []) await handle(payload);
  }

  #find(): Map<string, ((payload: unknown) => Promise<void>)[]> {
    const found = new Map<string, ((payload: unknown) => Promise<void>)[]>();
    const providers = this.discovery
      .getProviders()
      .filter(({ instance }) => instance && typeof instance === 'object');
    for (const { instance } of providers.sort((a, b) => String(a.name).localeCompare(String(b.name)))) {
      const methods = instance as Record<string, (payload: unknown) => Promise<void>>;
      for (const name of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
        const event = this.reflector.get<string | undefined>(ON, methods[name]);
        if (event) found.set(event, [...(found.get(event) ?? []), (payload) => methods[name](payload)]);
      }
    }
    return found;
  }
}
