import {
  Module,
  StandardSchemaValidationPipe,
  type DynamicModule,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import {
  APP_FILTER,
  APP_GUARD,
  APP_INTERCEPTOR,
  APP_PIPE,
  DiscoveryModule,
  DiscoveryService,
} from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessGuard, Limits, Recognition, Routes } from './access/index.js';
import { Audit } from './audit/index.js';
import { Clock } from './clock/index.js';
import { Keys, Settings } from './config/index.js';
import { Contributions } from './contracts/index.js';
import { DatabaseUrls, Db } from './database/index.js';
import { Invalid } from './errors/index.js';
import { Events } from './events/index.js';
import { JobRunner, Jobs } from './jobs/index.js';
import { Commands } from './command/index.js';
import { Search } from './search/index.js';
import {
  ErrorsFilter,
  Frame,
  Guides,
  IdempotencyInterceptor,
  PageInterceptor,
  Readiness,
  Templates,
  TransactionInterceptor,
} from './web/index.js';

/** What the outside gives: settings, the deployment's secret, where the database is, and the clock. */
export interface Boot {
  settings: Settings;
  keys: Keys;
  urls: DatabaseUrls;
  clock?: Clock;
}

const EVERYWHERE = [
  Db,
  Audit,
  Events,
  Jobs,
  JobRunner,
  Contributions,
  Limits,
  Recognition,
  Routes,
  Commands,
  Search,
  Frame,
  Guides,
  Readiness,
];

/** The house's own services, there for every module. */
@Module({})
export class CoreModule implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly pages: PageInterceptor,
  ) {}

  static forRoot(boot: Boot): DynamicModule {
    const given = [
      { provide: Settings, useValue: boot.settings },
      { provide: Keys, useValue: boot.keys },
      { provide: DatabaseUrls, useValue: boot.urls },
      { provide: Clock, useValue: boot.clock ?? new Clock() },
      { provide: Templates, useFactory: () => new Templates() },
    ];
    return {
      module: CoreModule,
      global: true,
      imports: [DiscoveryModule, database(boot)],
      providers: [...given, ...EVERYWHERE, PageInterceptor, ...gates()],
      exports: [...given.map(({ provide }) => provide), ...EVERYWHERE, DiscoveryModule, TypeOrmModule],
    };
  }

  onApplicationBootstrap(): void {
    for (const { metatype, instance } of this.discovery.getControllers()) {
      this.pages.controllers.set(metatype, instance as object);
    }
  }
}

function database(boot: Boot): DynamicModule {
  return TypeOrmModule.forRoot({
    type: 'postgres',
    url: boot.urls.appUrl,
    autoLoadEntities: true,
    installExtensions: false,
    synchronize: false,
    poolSize: 12,
    retryAttempts: 0,
    extra: {
      options: '-c statement_timeout=30s -c idle_in_transaction_session_timeout=60s',
      connectionTimeoutMillis: 10_000,
    },
  });
}

/** The order matters: guard, then pages around the transaction around idempotency, then schemas. */
function gates() {
  return [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useExisting: PageInterceptor },
    { provide: APP_INTERCEPTOR, useClass: TransactionInterceptor },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: APP_FILTER, useClass: ErrorsFilter },
    {
      provide: APP_PIPE,
      useFactory: () => new StandardSchemaValidationPipe({ exceptionFactory: asInvalid }),
    },
  ];
}

interface Issue {
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[];
}

/** A schema's refusal in our own words: the field as the form names it, and the first sentence for it. */
export function asInvalid(issues: readonly Issue[]): Invalid {
  const problems: Record<string, string> = {};
  for (const { message, path = [] } of issues) {
    const field = path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.') || 'form';
    problems[field] ??= message;
  }
  return new Invalid(problems);
}
