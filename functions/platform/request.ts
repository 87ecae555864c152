import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** The caller's address: it can be taken once, and whatever prints or serializes a request does not show it. */
export class Address {
  #address: string;
  constructor(address: string) {
    this.#address = address;
  }
  take(): string {
    const address = this.#address;
    this.#address = '';
    return address;
  }
}

/** A request as it came, before anything of it is believed. */
export type Request = {
  address: Address;
  body: Buffer;
  contentType: string;
  contentEncoding: string;
  authorization: string | undefined;
  secret: string | undefined;
  accept: string | undefined;
  acceptLanguage: string | undefined;
  path: Parameters;
  query: Parameters;
};
type Parameters = Readonly<Record<string, string | undefined>>;

/** Reads what an HTTP API hands to a function (payload format 2.0). */
export function requestOf(event: APIGatewayProxyEventV2): Request {
  const { headers, body, isBase64Encoded, pathParameters, queryStringParameters, requestContext } = event;
  return {
    address: new Address(requestContext.http.sourceIp),
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
    contentType: headers['content-type'] ?? '',
    contentEncoding: headers['content-encoding'] ?? '',
    authorization: headers.authorization,
    secret: headers['x-installation-secret'],
    accept: headers.accept,
    acceptLanguage: headers['accept-language'],
    path: pathParameters ?? {},
    query: queryStringParameters ?? {},
  };
}
