import { invoke } from '../../runtime/invoke.ts';
import type { PlatformClass } from '../platform-class.ts';

/** Calls the method of the object that implements the interface. */
const calling =
  (method: string) =>
  (self: object, ...args: unknown[]): unknown =>
    invoke(self, method, args);

/** Interfaces that Apex classes implement and library code or Apex calls. */
export const callableInterfaces: readonly PlatformClass[] = [
  {
    name: 'Comparable',
    kind: 'interface',
    methods: { 'Integer compareTo(Object objectToCompareTo)': calling('compareTo') },
  },
  {
    name: 'Comparator',
    kind: 'interface',
    typeParameters: ['T'],
    methods: { 'Integer compare(T o1, T o2)': calling('compare') },
  },
  {
    name: 'Callable',
    kind: 'interface',
    methods: { 'Object call(String action, Map<String,Object> args)': calling('call') },
  },
  {
    name: 'StubProvider',
    kind: 'interface',
    methods: {
      'Object handleMethodCall(Object stubbedObject, String stubbedMethodName, Type returnType, List<Type> listOfParamTypes, List<String> listOfParamNames, List<Object> listOfArgs)':
        calling('handleMethodCall'),
    },
  },
  {
    name: 'EventBus.EventPublishFailureCallback',
    kind: 'interface',
    methods: { 'void onFailure(EventBus.FailureResult result)': calling('onFailure') },
  },
  {
    name: 'EventBus.EventPublishSuccessCallback',
    kind: 'interface',
    methods: { 'void onSuccess(EventBus.SuccessResult result)': calling('onSuccess') },
  },
  {
    name: 'EventBus.FailureResult',
    kind: 'interface',
    methods: { 'List<String> getEventUuids()': calling('getEventUuids') },
  },
  {
    name: 'EventBus.SuccessResult',
    kind: 'interface',
    methods: { 'List<String> getEventUuids()': calling('getEventUuids') },
  },
];
