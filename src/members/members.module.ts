import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import './members.nav.js';
import './members.permissions.js';
import { AudienceModule } from './audience/index.js';
import { ContactPoint, ContactPoints } from './contact-points/index.js';
import { District, Districts } from './districts/index.js';
import { DistrictsNamed } from './districts/districts.named.js';
import { DistrictsPages } from './districts/districts.pages.js';
import { Figure, Figures } from './figures/index.js';
import { FiguresPages } from './figures/figures.pages.js';
import { Bounced, HeldAddresses, HeldForYou, HeldListPages, HeldPages } from './held/index.js';
import { Change, History } from './history/index.js';
import { CommandReplies } from './mail-in/index.js';
import { MembersForYou } from './members.for-you.js';
import { MembersPersonalData } from './members.personal-data.js';
import { MembersIndex, MembersSearch } from './members.search.js';
import { MembersSettings } from './members.settings.js';
import { Membership, Memberships } from './memberships/index.js';
import { MembershipsPages } from './memberships/memberships.pages.js';
import { Organisation, Organisations, OrganisationViews } from './organisations/index.js';
import { OrganisationPages } from './organisations/organisation.pages.js';
import { OrganisationPartsPages } from './organisations/organisation-parts.pages.js';
import { OrganisationReadings } from './organisations/organisation.readings.js';
import { OrganisationsApi } from './organisations/organisations.api.js';
import { OrganisationsPages } from './organisations/organisations.pages.js';
import { OrganisationStore } from './organisations/organisation.store.js';
import { Addresses, People, Person } from './people/index.js';
import { AddressLetters } from './people/address.letters.js';
import { AddressConfirmationPages, AddressPages } from './people/address.pages.js';
import { NewPersonPages } from './people/new-person.pages.js';
import { OwnRecordPages } from './people/own-record.pages.js';
import { PeopleApi } from './people/people.api.js';
import { PeoplePages } from './people/people.pages.js';
import { Consent, Preferences, ReadingStore, StopLinks, TakingUp, Wishes } from './preferences/index.js';
import { PreferencesPages } from './preferences/preferences.pages.js';
import { StopPages } from './preferences/stop.pages.js';
import { Reaches } from './reach/index.js';
import { Role, Roles } from './roles/index.js';
import { RolesPages } from './roles/roles.pages.js';

const ENTITIES = [Change, Consent, ContactPoint, District, Figure, Membership, Organisation, Person, Role];

/** What other modules and the import may ask. */
const SERVICES = [
  ...[Addresses, ContactPoints, Districts, Figures, History, MembersIndex, Memberships],
  ...[Organisations, OrganisationStore, People, Preferences, Reaches, Roles, StopLinks],
];

/** The member database: organisations, people, and what is true of them from one day to another. */
@Module({
  imports: [TypeOrmModule.forFeature(ENTITIES), AudienceModule],
  // Pages with fixed words in their addresses come before those with an id in the same place.
  controllers: [
    ...[
      OrganisationsPages,
      OrganisationPartsPages,
      FiguresPages,
      MembershipsPages,
      NewPersonPages,
      OrganisationPages,
    ],
    ...[HeldListPages, HeldPages],
    ...[AddressPages, RolesPages, PeoplePages, OwnRecordPages, AddressConfirmationPages],
    ...[StopPages, PreferencesPages, DistrictsPages, OrganisationsApi, PeopleApi],
  ],
  providers: [
    ...SERVICES,
    ...[AddressLetters, OrganisationReadings, OrganisationViews, ReadingStore, TakingUp, Wishes],
    ...[Bounced, CommandReplies, HeldAddresses, HeldForYou],
    ...[DistrictsNamed, MembersForYou, MembersPersonalData, MembersSearch, MembersSettings],
  ],
  exports: [...SERVICES, TakingUp, AudienceModule],
})
export class MembersModule {}
