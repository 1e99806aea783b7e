export { CommandReplies } from './command-replies.js';
