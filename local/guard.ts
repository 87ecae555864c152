import type { IncomingMessage, RequestListener, Server } from 'node:http';

/**
 * Lets a server for AWS's calls serve only who knows this run's token, the access key ID that its callers sign with:
 * anybody on the machine can reach the port. A page in a browser, which says its origin, is nobody of ours either.
 */
export function guard(server: Server, token: string): void {
  const [serve] = server.listeners('request') as RequestListener[];
  const isOurs = ({ headers: { authorization = '', origin } }: IncomingMessage) =>
    authorization.includes(` Credential=${token}/`) && origin === undefined;
  server.removeAllListeners('request').on('request', (request, response) => {
    if (isOurs(request)) return serve?.(request, response);
    const type = 'UnrecognizedClientException';
    response
      .writeHead(403, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': type })
      .end(
        JSON.stringify({ __type: type, message: 'The security token included in the request is invalid.' }),
      );
    // Whatever it goes on to send is nothing to us.
    request.resume();
  });
}
