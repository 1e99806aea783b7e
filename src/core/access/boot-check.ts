import { Injectable, RequestMethod, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { StartProblem } from '../errors/index.js';
import { ENTRY, MODULE, STEP_UP, type Entry } from './decorators.js';
import { isPermission } from './permissions.js';

/** One route of the running product; `folkmoot routes` prints them and the access table is generated from them. */
export interface RouteFacts {
  method: string;
  path: string;
  handler: string;
  entry: Entry;
  stepUp: boolean;
  module?: string;
}

/** Lists every route and refuses to start when one declares no permission, or one that nobody defined. */
@Injectable()
export class Routes implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    this.all();
  }

  /** Returns every route, sorted by path. @throws StartProblem naming the first undeclared one */
  all(): RouteFacts[] {
    const routes = this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      if (!instance || !metatype) return [];
      const prototype = Object.getPrototypeOf(instance) as object;
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => this.#of(metatype, prototype, name));
    });
    return routes.sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
  }

  #of(controller: object, prototype: object, name: string): RouteFacts[] {
    const handler = (prototype as Record<string, (...args: unknown[]) => unknown>)[name];
    const method = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
    if (method === undefined) return [];
    const label = `${(controller as { name: string }).name}.${name}`;
    const targets = [handler, controller as never];
    const entry = this.reflector.getAllAndOverride<Entry | undefined>(ENTRY, targets);
    if (!entry)
      throw new StartProblem(`The route ${label} declares no permission. Add @Can(…), @Self() or @Public().`);
    if (entry.who === 'can' && !isPermission(entry.permission)) {
      throw new StartProblem(
        `The route ${label} asks for the permission ${entry.permission}, which no module defines.`,
      );
    }
    const facts = {
      method: RequestMethod[method],
      handler: label,
      entry,
      stepUp: this.reflector.getAllAndOverride<boolean>(STEP_UP, targets) ?? false,
      module: this.reflector.getAllAndOverride<string | undefined>(MODULE, targets),
    };
    return pathsOf(controller, handler).map((path) => ({ ...facts, path }));
  }
}

function pathsOf(controller: object, handler: object): string[] {
  const list = (value: unknown) => (Array.isArray(value) ? (value as string[]) : [String(value ?? '')]);
  const bases = list(Reflect.getMetadata('path', controller));
  const ends = list(Reflect.getMetadata('path', handler));
  return bases.flatMap((base) =>
    ends.map((end) => `/${base}/${end}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')),
  );
}
