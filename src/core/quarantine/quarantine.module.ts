import { Module } from '@nestjs/common';
import { QuarantineCommands } from './quarantine.commands.js';
import { Quarantine } from './quarantine.service.js';

@Module({ providers: [Quarantine, QuarantineCommands], exports: [Quarantine] })
export class QuarantineModule {}
