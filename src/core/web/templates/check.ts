import Handlebars from 'handlebars';
import { BARE_HELPERS } from './helpers.js';

type Partial = hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement;

/**
 * Reads a parsed template before it is ever drawn. Throws, naming the thing, for a partial that does not
 * exist, for three braces outside the layout, and for a helper standing alone although it needs something
 * (a field called `count` or `date` is written `this.count`).
 */
export class TemplateCheck extends Handlebars.Visitor {
  constructor(
    private readonly helpers: Set<string>,
    /** Answers whether there is such a partial; asked in branches that may never be drawn, too. */
    private readonly hasPartial: (name: string) => boolean,
    private readonly isLayout: boolean,
  ) {
    super();
  }

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    this.#mustExist(partial);
    super.PartialStatement(partial);
  }

  override PartialBlockStatement(partial: hbs.AST.PartialBlockStatement): void {
    this.#mustExist(partial);
    super.PartialBlockStatement(partial);
  }

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    const name = String((mustache.path as hbs.AST.PathExpression).original);
    if (!mustache.escaped && !this.isLayout)
      throw new Error(`three braces round ${name}: only the layout may`);
    const isAlone = mustache.params.length === 0 && !mustache.hash?.pairs.length;
    if (isAlone && this.helpers.has(name) && !BARE_HELPERS.has(name)) {
      throw new Error(`${name} is a helper and needs something after it; the field is this.${name}`);
    }
    super.MustacheStatement(mustache);
  }

  #mustExist(partial: Partial): void {
    if (partial.name.type !== 'PathExpression')
      throw new Error('a partial is named in the template, not computed');
    const { original: name, data } = partial.name as hbs.AST.PathExpression;
    if (!data && !this.hasPartial(name)) throw new Error(`there is no partial ${name}`);
  }
}
