import { Module } from '@nestjs/common';
import './access.permissions.js';
import {
  AccessPersonalData,
  AccountPages,
  CodePages,
  Forgetting,
  FrontPages,
  ResetCommand,
  SecondFactor,
  SecondFactorPages,
  Sessions,
  Tokens,
  TokensPages,
  Who,
  WhoPages,
} from './account/index.js';
import {
  LinkPages,
  SignIn,
  SignInLetters,
  SignInPages,
  SignInQueries,
  SignOutPages,
} from './sign-in/index.js';

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
