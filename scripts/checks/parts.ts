import { apexSemanticsPart } from './apex-semantics/apex-semantics.ts';
import { apexReferencesPart } from './apex-references/apex-references.ts';
import { codeAnalyzerPart, graphEnginePart } from './code-analyzer/code-analyzer.ts';
import { conversionPart } from './conversion/conversion.ts';
import { deployabilityPart } from './deployability/deployability.ts';
import { docsPart } from './docs/docs.ts';
import type { Part } from './engine/part.ts';
import { formatPart } from './format/format.ts';
import { lintPart } from './lint/lint.ts';
import { lwcLintPart } from './lint/lwc-lint.ts';
import { lwcReferencesPart } from './lwc-references/lwc-references.ts';
import { metadataPart } from './metadata/metadata.ts';
import { plantedPart } from './planted/planted.ts';
import { samplesPart } from './samples/samples.ts';
import { suppressionsPart } from './suppressions/suppressions.ts';
import { typesPart } from './types/types.ts';

/** Everything `npm run check` does, by what comes after `npm run check --`. */
export const parts: readonly Part[] = [
  formatPart,
  lintPart,
  lwcLintPart,
  typesPart,
  apexSemanticsPart,
  apexReferencesPart,
  lwcReferencesPart,
  metadataPart,
  deployabilityPart,
  conversionPart,
  codeAnalyzerPart,
  graphEnginePart,
  suppressionsPart,
  samplesPart,
  docsPart,
  plantedPart,
];
