import { Module } from '@nestjs/common';
import { AuditCommands } from './audit.commands.js';
import { AuditPages } from './audit.pages.js';
import { AuditQueries } from './audit.queries.js';

/** The log for people and for the command line; writing it is everybody's, through `Audit`. */
@Module({ controllers: [AuditPages], providers: [AuditCommands, AuditQueries] })
export class AuditModule {}
