import { Module } from '@nestjs/common';
import './network.permissions.js';
import { ColleaguesPages } from './colleagues.pages.js';
import { ColleaguesQueries } from './colleagues.queries.js';
import { Colleagues } from './colleagues.service.js';
import { Erasure } from './erasure.service.js';
import { Founding } from './founding.service.js';
import { HomePages } from './home.pages.js';
import { Invitations } from './invitations.js';
import { NetworkCommands } from './networks.commands.js';
import { People } from './people.js';
import { PersonalDataCommands } from './personal-data.commands.js';
import { PersonalDataPages } from './personal-data.pages.js';
import { SearchPages } from './search.pages.js';
import { SettingsOfNetwork } from './settings.service.js';
import { SettingsPages } from './settings.pages.js';
import { RolesForYou, Waitings } from './waitings.js';

/** Networks: founding them, what they decide for themselves, who does what, and their first pages. */
@Module({
  controllers: [HomePages, SettingsPages, ColleaguesPages, SearchPages, PersonalDataPages],
  providers: [
    Colleagues,
    ColleaguesQueries,
    Erasure,
    Founding,
    Invitations,
    NetworkCommands,
    People,
    PersonalDataCommands,
    RolesForYou,
    SettingsOfNetwork,
    Waitings,
  ],
  exports: [Founding, Colleagues],
})
export class NetworkModule {}
