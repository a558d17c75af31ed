import type { ClassInfo, MethodInfo, Program } from '../runtime/program.ts';

/** A class with Apex tests. */
export interface TestClass {
  readonly name: string;
  readonly info: ClassInfo;
  /** Methods that make the data which every test of the class begins with. */
  readonly setup: readonly MethodInfo[];
  readonly tests: readonly MethodInfo[];
}

const isOn = (value: string | undefined): boolean => value?.toLowerCase() === 'true';

/** Whether a test sees the data of the org: said by the method, or else by its class. */
export const seesAllData = (info: ClassInfo, method: MethodInfo): boolean =>
  isOn(method.annotations.get('istest')?.seealldata ?? info.annotations.get('istest')?.seealldata);

/**
 * Finds the classes with test methods.
 * @param only name of the one class wanted, with or without namespace, in any case
 */
export const findTests = (program: Program, only?: string): TestClass[] =>
  program.classes
    .filter((info) => info.annotations.has('istest') || info.methods.some((m) => m.annotations.has('istest')))
    .map((info) => ({
      name: info.type.name,
      info,
      setup: info.methods.filter((m) => m.static && m.annotations.has('testsetup')),
      tests: info.methods.filter((m) => m.static && m.annotations.has('istest') && m.parameters.length === 0),
    }))
    .filter((found) => found.tests.length > 0)
    .filter(({ name }) => {
      const [short, wanted] = [name.split('.').at(-1)?.toLowerCase(), only?.toLowerCase()];
      return wanted === undefined || wanted === name.toLowerCase() || wanted === short;
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
