import { invoke } from '../../runtime/invoke.ts';
import { convert } from '../../runtime/convert.ts';
import { transaction } from '../../runtime/transaction.ts';
import { OBJECT, platformType, STRING, VOID } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import { typeToken, type TypeToken } from '../../values/type-token.ts';
import { dereferenced, exception } from '../raise.ts';

/**
 * Test.createStub: an object of a class whose methods all ask the StubProvider.
 * @throws System.TypeException for a type that cannot be stubbed
 */
export const createStub = (parentType: TypeToken | null, provider: object | null): object => {
  const type = dereferenced(parentType).of;
  const stubProvider = dereferenced(provider);
  const info = transaction().org.program.classInfo(type);
  if (!info || info.kind === 'enum') throw exception('TypeException', `Cannot create a stub of type: ${type.text}`);
  return info.stub((stub, method, args) => {
    const answer = invoke(stubProvider, 'handleMethodCall', [
      stub,
      method.name,
      method.returns === VOID ? null : typeToken(method.returns),
      new ApexList(
        platformType('Type'),
        method.parameters.map((parameter) => typeToken(parameter.type)),
      ),
      new ApexList(
        STRING,
        method.parameters.map((parameter) => parameter.name),
      ),
      new ApexList(OBJECT, [...args]),
    ]);
    return method.returns === VOID ? null : convert(answer, method.returns);
  });
};
