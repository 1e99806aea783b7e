/** The three models a network can start from; a model only sets defaults. */
export type Model = 'northumberland' | 'derbyshire' | 'portsmouth';

/** What every page knows of its network. */
export interface NetworkFacts {
  id: string;
  slug: string;
  name: string;
  model: Model;
  colour: string;
  zone: string;
  isCharity: boolean;
  words: Record<string, string>;
  modules: string[];
  settings: Record<string, unknown>;
  version: number;
}
