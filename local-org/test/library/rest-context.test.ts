import { apexTest } from './apex-tests.ts';

apexTest(
  'A REST resource can be tested through RestContext',
  `RestContext.request = new RestRequest(); RestContext.response = new RestResponse();
   RestContext.request.requestURI = '/services/apexrest/visits/v1/42'; RestContext.request.httpMethod = 'POST';
   RestContext.request.addHeader('X-Token', 'abc'); RestContext.request.addParameter('page', '2');
   RestContext.request.requestBody = Blob.valueOf('{"a":1}');
   Visits.post();
   Assert.areEqual(201, RestContext.response.statusCode);
   Assert.areEqual('42 abc 2 {"a":1}', RestContext.response.responseBody.toString());
   Assert.areEqual('text/plain', RestContext.response.headers.get('Content-Type'));`,
  {
    Visits: `@RestResource(urlMapping='/visits/v1/*') global class Visits {
      @HttpPost global static void post() {
        RestRequest r = RestContext.request; RestResponse res = RestContext.response;
        res.statusCode = 201; res.addHeader('Content-Type', 'text/plain');
        res.responseBody = Blob.valueOf(r.requestURI.substringAfterLast('/') + ' ' + r.headers.get('X-Token') + ' ' + r.params.get('page') + ' ' + r.requestBody.toString()); } }`,
  },
);
apexTest(
  'Without a REST call RestContext has neither request nor response',
  'Assert.isNull(RestContext.request); Assert.isNull(RestContext.response);',
);
