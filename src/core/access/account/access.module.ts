import { Module } from '@nestjs/common';
import '../access.permissions.js';
import {
  LinkPages,
  SignIn,
  SignInLetters,
  SignInPages,
  SignInQueries,
  SignOutPages,
} from '../sign-in/index.js';
import { AccountPages } from './account.pages.js';
import { CodePages } from './code.pages.js';
import { Forgetting } from './forgetting.js';
import { FrontPages } from './front.pages.js';
import { AccessPersonalData } from './personal-data.js';
import { ResetCommand } from './reset.command.js';
import { SecondFactorPages } from './second-factor.pages.js';
import { SecondFactor } from './second-factor.service.js';
import { Sessions } from './sessions.service.js';
import { TokensPages } from './tokens.pages.js';
import { Tokens } from './tokens.service.js';
import { WhoPages } from './who.pages.js';
import { Who } from './who.service.js';

/** People getting in: links, sessions, the second factor, tokens. Its pages come before any network's. */
@Module({
  controllers: [
    FrontPages,
    SignInPages,
    LinkPages,
    SignOutPages,
    AccountPages,
    CodePages,
    SecondFactorPages,
    WhoPages,
    TokensPages,
  ],
  providers: [
    AccessPersonalData,
    Forgetting,
    ResetCommand,
    SecondFactor,
    Sessions,
    SignIn,
    SignInLetters,
    SignInQueries,
    Tokens,
    Who,
  ],
})
export class AccessModule {}
