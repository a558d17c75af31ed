import { answers } from './apex-cases.ts';

const ORDER = `public class Order2 {
  public enum State { OPEN, CLOSED }
  public Integer amount;
  public String Name;
  public transient String secret = 'x';
  public static String shared = 's';
  public Decimal price;
  public List<Line> lines;
  public Map<String, Line> byKey;
  public Datetime at;
  public Date day;
  public State status;
  public Object anything;
  public class Line { public String sku; public Boolean gift; }
}`;

answers(
  'JSON.serialize writes each type in its form',
  {
    "JSON.serialize(new Map<String, Object>{'i' => 1, 'd' => 1.50, 'b' => true, 's' => 'a\"b', 'n' => null, 'l' => new List<Integer>{1, 2}})":
      '{"i":1,"d":1.50,"b":true,"s":"a\\"b","n":null,"l":[1,2]}',
    'JSON.serialize(Datetime.newInstanceGmt(2024, 1, 31, 16, 5, 9))': '"2024-01-31T16:05:09.000Z"',
    'JSON.serialize(Date.newInstance(2024, 1, 31))': '"2024-01-31"',
    "JSON.serialize(Blob.valueOf('abc'))": '"YWJj"',
    "JSON.serialize(new Account(Name = 'A', NumberOfEmployees = 3))":
      '{"attributes":{"type":"Account"},"Name":"A","NumberOfEmployees":3}',
    "JSON.serialize(new Account(Id = '001Qx0000000001'))":
      '{"attributes":{"type":"Account","url":"/services/data/v65.0/sobjects/Account/001Qx0000000001IAA"},"Id":"001Qx0000000001IAA"}',
    "Order2.Line l = new Order2.Line(); l.sku = 'x'; return JSON.serialize(l);": '{"sku":"x","gift":null}',
    "Order2.Line l = new Order2.Line(); l.sku = 'x'; return JSON.serialize(l, true);": '{"sku":"x"}',
    "JSON.serializePretty(new Map<String, Object>{'a' => 1, 'l' => new List<Object>{1, new Map<String, Object>{'x' => 2}}})":
      '{\n  "a" : 1,\n  "l" : [ 1, {\n    "x" : 2\n  } ]\n}',
    'JSON.serialize(new Map<Schema.SObjectField, Object>{Account.Name => 1})': '{"Name":1}',
    'JSON.serialize(new NullPointerException())':
      'System.JSONException: Apex Type unsupported in JSON: NullPointerException',
  },
  { Order2: ORDER },
);

answers(
  'JSON.deserialize fills classes whatever the case of the names',
  {
    'Order2 o = (Order2) JSON.deserialize(\'{"AMOUNT":5,"name":"n","price":1.50,"secret":"no","lines":[{"sku":"a","gift":true}],"byKey":{"k":{"sku":"b"}},"extra":1}\', Order2.class); return o.amount + o.name + o.price + o.lines[0].gift + o.byKey.get(\'k\').sku + o.secret;':
      '5n1.50truebnull',
    'Order2 o = (Order2) JSON.deserialize(\'{"at":"2024-01-31T16:05:09.123+01:00","day":"2024-01-31","status":"closed"}\', Order2.class); return o.at.formatGmt(\'HH:mm:ss.SSS\') + o.day + o.status;':
      '15:05:09.1232024-01-31 00:00:00CLOSED',
    "(List<Integer>) JSON.deserialize('[1,2,null]', List<Integer>.class)": '(1, 2, null)',
    '(Map<String, Decimal>) JSON.deserialize(\'{"a":1}\', Map<String, Decimal>.class)': '{a=1}',
    'Account a = (Account) JSON.deserialize(\'{"attributes":{"type":"Account"},"Name":"A","Owner":{"Email":"x@example.com"}}\', Account.class); return a.Name + a.Owner.Email;':
      'Ax@example.com',
    'JSON.deserialize(\'{"Bogus":"A"}\', Account.class)':
      "System.JSONException: No such column 'Bogus' on sobject of type Account",
    'JSON.deserialize(\'{"anything":1}\', Order2.class)': 'System.JSONException: Apex Type unsupported in JSON: Object',
    'JSON.deserializeStrict(\'{"extra":1}\', Order2.class)': 'System.JSONException: Unknown field: Order2.extra',
    "JSON.deserialize('{}', List<String>.class)":
      "System.JSONException: Malformed JSON: Expected '[' at the beginning of List/Set",
    'JSON.deserialize(\'{"day":"31.1.2024"}\', Order2.class)': 'System.JSONException: Invalid format: "31.1.2024"',
  },
  { Order2: ORDER },
);

answers('JSON.deserializeUntyped gives maps, lists and the narrowest numbers', {
  "Map<String, Object> m = (Map<String, Object>) JSON.deserializeUntyped('{\"a\":[1,3000000000,1.5,\"x\",null,true]}'); List<Object> l = (List<Object>) m.get('a'); return l + ',' + (l[0] instanceof Integer) + (l[1] instanceof Long) + (l[2] instanceof Decimal);":
    '(1, 3000000000, 1.5, x, null, true),truetruetrue',
  "JSON.deserializeUntyped('')": 'System.JSONException: No content to map to Object due to end of input',
  'JSON.deserializeUntyped(\'{"a" 1}\')':
    "System.JSONException: Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value at [line:1, column:7]",
  "JSON.deserializeUntyped('<html>')":
    "System.JSONException: Unexpected character ('<' (code 60)): expected a valid value (number, String, array, object, 'true', 'false' or 'null') at [line:1, column:2]",
});

answers(
  'JSONParser and JSONGenerator read and write token by token',
  {
    'JSONParser p = JSON.createParser(\'{"a":{"b":[1,2]},"c":"x"}\'); String s = \'\'; while (p.nextToken() != null) { s += p.getCurrentToken() + \' \'; } return s;':
      'START_OBJECT FIELD_NAME START_OBJECT FIELD_NAME START_ARRAY VALUE_NUMBER_INT VALUE_NUMBER_INT END_ARRAY END_OBJECT FIELD_NAME VALUE_STRING END_OBJECT ',
    'JSONParser p = JSON.createParser(\'{"n":5,"l":{"sku":"q"}}\'); p.nextToken(); p.nextValue(); Integer n = p.getIntegerValue(); String name = p.getCurrentName(); p.nextToken(); p.nextToken(); Order2.Line l = (Order2.Line) p.readValueAs(Order2.Line.class); return n + name + l.sku;':
      '5nq',
    "JSONGenerator g = JSON.createGenerator(false); g.writeStartObject(); g.writeStringField('a', 'x'); g.writeFieldName('l'); g.writeStartArray(); g.writeNumber(1); g.writeNull(); g.writeEndArray(); g.writeEndObject(); return g.getAsString();":
      '{"a":"x","l":[1,null]}',
  },
  { Order2: ORDER },
);
