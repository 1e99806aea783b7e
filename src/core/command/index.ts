export { printAnswer, printColumns } from './print.js';
export { Commands, usageOf, UsageProblem } from './commands.js';
export { Command, type CommandFacts, type CommandInput } from './decorators.js';
