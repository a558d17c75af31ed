import { answers } from './apex-cases.ts';

answers('Digests, keys and ciphers agree with their standards', {
  "EncodingUtil.convertToHex(Crypto.generateDigest('SHA-256', Blob.valueOf('abc')))":
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  "EncodingUtil.convertToHex(Crypto.generateMac('hmacSHA256', Blob.valueOf('The quick brown fox jumps over the lazy dog'), Blob.valueOf('key')))":
    'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8',
  "Blob key = Crypto.generateAesKey(256); return Crypto.decryptWithManagedIV('AES256', key, Crypto.encryptWithManagedIV('AES256', key, Blob.valueOf('secret'))).toString();":
    'secret',
  "Crypto.generateDigest('SHA-9', Blob.valueOf('a')); return 0;":
    'System.InvalidParameterValueException: Invalid algorithm: SHA-9',
});

answers('Text is encoded for URLs, Base64 and hexadecimal', {
  "EncodingUtil.urlEncode('a b&c=é/~', 'UTF-8') + '|' + EncodingUtil.urlDecode('a+b%26', 'UTF-8')":
    'a+b%26c%3D%C3%A9%2F%7E|a b&',
  "EncodingUtil.base64Decode('w6k=').toString() + EncodingUtil.convertFromHex('41').toString()": 'éA',
  "Url u = new Url('https://user@example.com:8080/a/b?x=1#top'); return u.getHost() + ',' + u.getPort() + ',' + u.getPath() + ',' + u.getQuery() + ',' + u.getRef() + ',' + u.getProtocol() + ',' + u.toExternalForm();":
    'example.com,8080,/a/b,x=1,top,https,https://user@example.com:8080/a/b?x=1#top',
});

answers('Callouts go to the mock of the test', {
  "HttpRequest r = new HttpRequest(); r.setEndpoint('https://x'); r.setMethod('GET'); r.setHeader('X-A', '1'); r.setBody('b'); return r.getHeader('x-a') + r.getBody() + r.getMethod();":
    '1bGET',
});
