import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { COMMAND_WORDS, commandIn, moreThanCommand } from './command-word.rules.js';

const inReply = (text: string) => commandIn('Re: This week', text);

describe('The word an answer begins with', () => {
  it.each([
    ['STOP', 'STOP'],
    ['stop', 'STOP'],
    ['Stop.', 'STOP'],
    ['“Stop”', 'STOP'],
    ['\n\n  LESS please\n', 'LESS'],
    ['More, thank you', 'MORE'],
    ['PRINT please', 'PRINT'],
    ['STOP the weekly digest', 'STOP'],
    ['STOP sending me the newsletter, thank you', 'STOP'],
    ['stop sending me these emails', 'STOP'],
    ['Stop all e-mails please', 'STOP'],
    ['Help!\n\nOn Friday the network wrote:\n> news', 'HELP'],
  ])('%j is %s', (text, word) => expect(inReply(text)).toBe(word));

  it.each([
    ['STOP PRESS: our open day has moved'],
    ['MORE than 40 families came'],
    ['PRINT costs are killing us'],
    ['PRINT it for us, we have no computer in the hall'],
    ['LESS IS MORE'],
    ['HELP US FIND A ROOM'],
    ['Help us find a room'],
    ['More about the hall: it is closed'],
    ['Stop by the office on Tuesday'],
    ['Less is more'],
    ['Printing costs too much'],
    ['Stopping the fund is wrong'],
    ['Please stop'],
    ['> STOP'],
    ['On Friday the network wrote:\n> STOP'],
    [''],
  ])('%j is a letter', (text) => expect(inReply(text)).toBeUndefined());

  it('is looked for in the subject only where nothing was written, and where it is no answer', () => {
    expect(commandIn('Stop', '')).toBe('STOP');
    expect(commandIn('Re: Stop', '')).toBeUndefined();
    expect(commandIn('Stop', 'Good morning')).toBeUndefined();
  });

  it('is one of five words or none, whatever was written', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (subject, text) => {
        const word = commandIn(subject, text);
        if (word !== undefined) {
          expect(COMMAND_WORDS).toContain(word);
          expect(`${subject}\n${text}`.toUpperCase()).toContain(word);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('says whether a person should read on', () => {
    expect(
      moreThanCommand('STOP\n--\nAnn Lark, Larkfield Playgroup, 01332 000000, and much more below'),
    ).toBe(false);
    expect(moreThanCommand('STOP\n\nAnn')).toBe(false);
    expect(moreThanCommand('STOP\n\nMany thanks,\nAnn Lark\nLarkfield Playgroup')).toBe(false);
    expect(moreThanCommand('STOP\n\nI have left.')).toBe(true);
    expect(moreThanCommand('HELP\nOur hall has burnt down!')).toBe(true);
    expect(moreThanCommand('STOP\n\nI have left. Please write to Bea Wren from now on.')).toBe(true);
    expect(moreThanCommand('STOP\n> long quotation\n> of what we sent\n> and so on and so on')).toBe(false);
  });
});
