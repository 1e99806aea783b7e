import { Body, Get, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Can, Here, Me, Public, type Actor } from '../access/index.js';
import { defineNav, Form, page, Pages, redirect } from '../web/index.js';
import { colourSheet } from '../web/templates/index.js';
import type { NetworkFacts } from './facts.rules.js';
import { settingsInput, type SettingsInput } from './settings.input.js';
import { SettingsOfNetwork } from './settings.service.js';
import { settingsModel } from './settings.view.js';

defineNav({ path: 'settings', words: 'Settings', position: 90, permission: 'network.settings' });

const YEAR = 31_536_000;

/** What a network decides for itself. */
@Pages('')
export class SettingsPages {
  constructor(private readonly settings: SettingsOfNetwork) {}

  @Can('network.settings')
  @Get('settings')
  async show() {
    const here = await this.settings.here();
    const model = settingsModel(here, this.settings.sections(here), this.settings.offered());
    return page('core/network/views/settings', model);
  }

  @Can('network.settings')
  @Form('show')
  @Post('settings')
  async save(@Me() me: Actor, @Body({ schema: settingsInput }) input: SettingsInput) {
    await this.settings.save(me, input);
    return redirect('/settings', 'Saved. Every page shows it from now on.');
  }

  /** The address carries the colour, so that it may be kept for a year. */
  @Public()
  @Get('colour.css')
  colour(@Here() here: NetworkFacts, @Res({ passthrough: true }) response: Response): string {
    response.type('text/css').setHeader('Cache-Control', `public, max-age=${YEAR}, immutable`);
    return colourSheet(here.colour);
  }
}
