import { Module, type DynamicModule } from '@nestjs/common';
import { CoreModule, type Boot } from './core/core.module.js';
import { HouseModule } from './core/house.module.js';
import { MailModule } from './core/mail/index.js';
import { DigestModule } from './digest/index.js';
import { ExampleModule } from './example/index.js';
import { MemberFilesModule, MembersModule } from './members/index.js';

/** Every module of the product, in the order of the arrows. */
const MODULES = [MailModule, HouseModule, MembersModule, MemberFilesModule, DigestModule, ExampleModule];

@Module({})
export class AppModule {
  static for(boot: Boot): DynamicModule {
    return { module: AppModule, imports: [CoreModule.forRoot(boot), ...MODULES] };
  }
}
