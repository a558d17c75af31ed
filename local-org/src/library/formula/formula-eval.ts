import { compileFormula, type Evaluate } from '../../formula/compile.ts';
import { FormulaError, parseFormula } from '../../formula/parse.ts';
import type { FormulaValue } from '../../formula/value.ts';
import { transaction } from '../../runtime/transaction.ts';
import { platformType, STRING, type ApexType } from '../../types/apex-type.ts';
import { ApexSet } from '../../values/collections.ts';
import { Decimal } from '../../values/decimal.ts';
import { Double } from '../../values/double.ts';
import type { EnumValue } from '../../values/enum.ts';
import { normaliseId } from '../../values/id.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import { ApexDate, Datetime, Time } from '../../values/temporal.ts';
import type { TypeToken } from '../../values/type-token.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception, required } from '../raise.ts';
import { apexScope } from './formula-scope.ts';

const RETURNS = ['BOOLEAN', 'DATE', 'DATETIME', 'DECIMAL', 'DOUBLE', 'ID', 'INTEGER', 'LONG', 'STRING', 'TIME'];
const GLOBALS = [
  'CUSTOMMETADATA',
  'LABEL',
  'ORGANIZATION',
  'PERMISSION',
  'PROFILE',
  'SETUP',
  'SYSTEM',
  'USER',
  'USERROLE',
];

/** A FormulaEval.FormulaBuilder. */
class FormulaBuilder extends PlatformObject {
  formula: string | null = null;
  context: ApexType | null = null;
  returns: string | null = null;
  blanksAreZero = false;
  template = false;
  readonly globals = new Set<string>();

  constructor() {
    super(platformType('FormulaEval.FormulaBuilder'));
  }
}

/** A FormulaEval.FormulaInstance. */
class FormulaInstance extends PlatformObject {
  readonly evaluate: (context: unknown) => unknown;
  readonly referenced: ReadonlySet<string>;

  constructor(evaluate: (context: unknown) => unknown, referenced: ReadonlySet<string>) {
    super(platformType('FormulaEval.FormulaInstance'));
    this.evaluate = evaluate;
    this.referenced = referenced;
  }
}

const invalid = (message: string): Error => exception('FormulaValidationException', message);

/** How a result becomes a value of the return type; undefined when it cannot. */
const CONVERSIONS: Readonly<Record<string, (value: Exclude<FormulaValue, null>) => unknown>> = {
  BOOLEAN: (value) => (typeof value === 'boolean' ? value : undefined),
  DATE: (value) => (value instanceof ApexDate ? value : undefined),
  DATETIME: (value) => (value instanceof Datetime ? value : undefined),
  DECIMAL: (value) => (value instanceof Decimal ? value : undefined),
  DOUBLE: (value) => (value instanceof Decimal ? new Double(value.toNumber()) : undefined),
  ID: (value) => (typeof value === 'string' ? normaliseId(value) : undefined),
  INTEGER: (value) => (value instanceof Decimal ? Math.trunc(value.toNumber()) : undefined),
  LONG: (value) => (value instanceof Decimal ? value.toBigInt() : undefined),
  STRING: (value) => (typeof value === 'string' ? value : undefined),
  TIME: (value) => (value instanceof Time ? value : undefined),
};

const resultOf = (value: FormulaValue, returns: string): unknown => {
  if (value === null) return returns === 'BOOLEAN' ? false : null;
  const converted = CONVERSIONS[returns]?.(value);
  if (converted === undefined) {
    throw exception('FormulaEvaluationException', `Formula result is not of type ${returns}`);
  }
  return converted;
};

/** `Hello {!name}` as the formula `"Hello " & name`. */
const templateFormula = (text: string): string => {
  const parts = text.split(/(\{![^}]*\})/).filter((part) => part !== '');
  const pieces = parts.map((part) => (part.startsWith('{!') ? part.slice(2, -1).trim() : JSON.stringify(part)));
  return pieces.length === 0 ? '""' : pieces.join(' & ');
};

const checkContext = (context: ApexType): void => {
  if (context.kind === 'sobject') return;
  const info = transaction().org.program.classInfo(context);
  if (info?.access !== 'global') throw invalid(`The context type ${context.text} must be a global Apex class`);
};

/** Global variables must be named beforehand. */
const checkGlobals = (self: FormulaBuilder, formula: string): void => {
  for (const [, name = ''] of formula.matchAll(/\$([A-Za-z]+)/g)) {
    if (!self.globals.has(name.toUpperCase()))
      throw invalid(`Global variable $${name} is not enabled for this formula`);
  }
};

const build = (self: FormulaBuilder): FormulaInstance => {
  const { context, returns } = self;
  if (self.formula === null) throw invalid('Formula is required');
  if (context === null) throw invalid('Context type is required');
  if (returns === null) throw invalid('Return type is required');
  checkContext(context);
  const text = self.template ? templateFormula(self.formula) : self.formula;
  checkGlobals(self, text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, ''));
  const referenced = new Set<string>();
  let evaluate: Evaluate;
  try {
    const scope = apexScope(context, self.blanksAreZero, (name) => referenced.add(name));
    evaluate = compileFormula(scope, parseFormula(text));
  } catch (error) {
    if (error instanceof FormulaError) throw invalid(error.message);
    throw error;
  }
  return new FormulaInstance((object) => {
    try {
      return resultOf(evaluate({ row: [object] }), returns);
    } catch (error) {
      if (error instanceof FormulaError) throw exception('FormulaEvaluationException', error.message);
      throw error;
    }
  }, referenced);
};

/** The namespace FormulaEval, and System.Formula. Source: Apex Reference Guide, "FormulaEval Namespace". */
export const formulaEvalClasses: readonly PlatformClass[] = [
  {
    name: 'Formula',
    kind: 'class',
    statics: { 'FormulaEval.FormulaBuilder builder()': () => new FormulaBuilder() },
    unsupported: ['static List<FormulaRecalcResult> recalculateFormulas(List<SObject> sobjects)'],
  },
  {
    name: 'FormulaEval.FormulaBuilder',
    kind: 'class',
    representation: FormulaBuilder,
    methods: {
      'FormulaEval.FormulaInstance build()': build,
      'FormulaEval.FormulaBuilder parseAsTemplate(Boolean templateMode)': (
        self: FormulaBuilder,
        on: boolean | null,
      ) => {
        self.template = on === true;
        return self;
      },
      'FormulaEval.FormulaBuilder treatNumericNullAsZero(Boolean isNumericNullZero)': (
        self: FormulaBuilder,
        on: boolean | null,
      ) => {
        self.blanksAreZero = on === true;
        return self;
      },
      'FormulaEval.FormulaBuilder withFormula(String formulaText)': (self: FormulaBuilder, text: string | null) => {
        self.formula = required(text);
        return self;
      },
      'FormulaEval.FormulaBuilder withGlobalVariables(List<FormulaEval.FormulaGlobal> formulaGlobals)': (
        self: FormulaBuilder,
        globals: Iterable<unknown> | null,
      ) => {
        for (const global of dereferenced(globals)) self.globals.add((global as EnumValue).name);
        return self;
      },
      'FormulaEval.FormulaBuilder withReturnType(FormulaEval.FormulaReturnType returnType)': (
        self: FormulaBuilder,
        type: EnumValue | null,
      ) => {
        self.returns = dereferenced(type).name;
        return self;
      },
      'FormulaEval.FormulaBuilder withType(Type contextType)': (self: FormulaBuilder, type: TypeToken | null) => {
        self.context = dereferenced(type).of;
        return self;
      },
      'FormulaEval.FormulaBuilder withType(Schema.SObjectType contextType)': (
        self: FormulaBuilder,
        type: { readonly objectName: string } | null,
      ) => {
        self.context = transaction().org.program.resolveType(dereferenced(type).objectName, '') ?? null;
        return self;
      },
    },
  },
  {
    name: 'FormulaEval.FormulaInstance',
    kind: 'class',
    representation: FormulaInstance,
    methods: {
      'Object evaluate(Object contextObject)': (self: FormulaInstance, object: unknown) =>
        self.evaluate(dereferenced(object)),
      'Set<String> getReferencedFields()': (self: FormulaInstance) => new ApexSet(STRING, [...self.referenced]),
    },
  },
  { name: 'FormulaEval.FormulaReturnType', kind: 'enum', constants: RETURNS },
  { name: 'FormulaEval.FormulaGlobal', kind: 'enum', constants: GLOBALS },
];
