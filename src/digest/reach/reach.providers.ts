import { Contents } from '../print/contents.service.js';
import { PageReaders } from '../print/page-readers.js';
import { PaperPages } from '../print/paper-pages.service.js';
import { Postings } from '../print/postings.service.js';
import { PostingsPages } from '../print/postings.pages.js';
import { PrintCommands } from '../print/print.commands.js';
import { PrintedPagesPages } from '../print/printed.pages.js';
import { Prints } from '../print/prints.service.js';
import { ShortLinksPages } from '../print/short-links.pages.js';
import { ShortLinks } from '../print/short-links.service.js';
import { Contacts } from './contacts.js';
import { NothingNew } from './nothing-new.service.js';
import { PhoneContent } from './phone-content.js';
import { PhoneListsForgetting } from './phone-lists.forgetting.js';
import { PhoneListsPages } from './phone-lists.pages.js';
import { PhoneLists } from './phone-lists.service.js';
import { PhoneResults } from './phone-results.service.js';
import { PhoningPages } from './phoning.pages.js';
import { PlacesOfDistricts } from './places.js';
import { ReachReader } from './reach.facts.js';
import { ReachOpen } from './reach.open.js';
import { ReachForYou } from './reach.foryou.js';
import { LedgerOfReachPages, ReachPages } from './reach.pages.js';
import { ReachPersonalData } from './reach.personal-data.js';
import { Reaching } from './reaching.service.js';
import { ReachToDo } from './to-do.service.js';

/** Paper, telephone, and the ledger of whom an edition has reached. */
export const REACHING = [
  ...[
    Contacts,
    ReachReader,
    ReachOpen,
    NothingNew,
    PlacesOfDistricts,
    Reaching,
    ReachToDo,
    ReachForYou,
    ReachPersonalData,
  ],
  ...[ShortLinks, Contents, PaperPages, Postings, PageReaders, Prints, PrintCommands],
  ...[PhoneLists, PhoneResults, PhoneContent, PhoneListsForgetting],
];

export const REACHING_PAGES = [
  ...[ReachPages, LedgerOfReachPages, PostingsPages, PhoneListsPages, PhoningPages],
  ...[ShortLinksPages, PrintedPagesPages],
];
