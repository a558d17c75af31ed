import { ApexErrorListener } from '@apexdevtools/apex-parser';
import { UnsupportedFeature } from '../../errors.ts';
import type { CompilationUnit, ParsedFile, SyntaxProblem } from '../ast.ts';
import { createApexParser } from './antlr.ts';
import { anonymousUnit, triggerUnit, typeDeclaration } from './declarations.ts';

export type SourceKind = 'class' | 'trigger' | 'anonymous';

class Problems extends ApexErrorListener {
  readonly list: SyntaxProblem[] = [];

  apexSyntaxError(line: number, column: number, message: string): void {
    this.list.push({ line, column: column + 1, message });
  }
}

/**
 * Parses one Apex source.
 * @param source the whole text of a class, a trigger or an anonymous script
 * @returns the tree, or the syntax errors; never throws for bad source
 */
export const parseApex = (source: string, kind: SourceKind): ParsedFile => {
  const problems = new Problems();
  const parser = createApexParser(source, problems);
  const convert = (): CompilationUnit => {
    if (kind === 'class') return typeDeclaration(parser.compilationUnit().typeDeclaration());
    return kind === 'trigger' ? triggerUnit(parser.triggerUnit()) : anonymousUnit(parser.anonymousUnit());
  };
  try {
    const unit = convert();
    return problems.list.length > 0 ? { unit: null, problems: problems.list } : { unit, problems: [] };
  } catch (error) {
    // A tree with syntax errors has holes; converting it may stumble over one of them.
    if (problems.list.length > 0) return { unit: null, problems: problems.list };
    if (error instanceof UnsupportedFeature) {
      return { unit: null, problems: [{ line: 1, column: 1, message: error.message }] };
    }
    throw error;
  }
};
