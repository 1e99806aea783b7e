import { Module } from '@nestjs/common';
import { NetworkModule } from '../core/network/index.js';
import { DigestModule } from '../digest/index.js';
import { MemberFilesModule } from '../members/index.js';
import { ExampleCommands } from './example.commands.js';
import { Examples } from './example.service.js';
import { ExamplePeople } from './people.js';

/** Example networks: for whoever wants to look round first, and for trying things out. */
@Module({
  imports: [NetworkModule, MemberFilesModule, DigestModule],
  providers: [Examples, ExamplePeople, ExampleCommands],
  exports: [Examples],
})
export class ExampleModule {}
