// A strict OAuth client: every answer is checked by oauth4webapi against the RFCs before it is used. Signs a person in,
// calls a tool, refreshes, calls again, revokes, and finds the door closed.
//
// Parameters: server (URL of /mcp), person, tool (a tool without parameters), scope (to ask for), authMethod
// ('none', 'client_secret_post', 'client_secret_basic'), pauses ('consent', 'provider', 'code', 'token'), screenshots.

import {launch, signIn} from './browser.mjs';
import {listen, main, pauseAt} from './process.mjs';
import * as oauth from 'oauth4webapi';

const LOOPBACK = {[oauth.allowInsecureRequests]: true};
const AUTHENTICATION = {
  none: () => oauth.None(),
  client_secret_post: (secret) => oauth.ClientSecretPost(secret),
  client_secret_basic: (secret) => oauth.ClientSecretBasic(secret),
};

await main(async (options) => {
  const loopback = await listen();
  const resource = await resourceMetadata(options.server);
  const as = await authorizationServer(new URL(resource.authorization_servers[0]));
  const client = await register(as, options, loopback.uri);
  const authentication = AUTHENTICATION[options.authMethod ?? 'none'](client.client_secret);

  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const url = await authorizationUrl(as, client, {options, resource, verifier, state, redirectUri: loopback.uri});
  const browser = await throughBrowser(url, options, loopback);
  const callback = oauth.validateAuthResponse(as, client, await loopback.landing, state);
  await pauseAt('code', options.pauses);

  const additionalParameters = {resource: resource.resource};
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, await oauth.authorizationCodeGrantRequest(
    as, client, authentication, callback, loopback.uri, verifier, {...LOOPBACK, additionalParameters}));
  await pauseAt('token', options.pauses);
  const first = await call(options, tokens.access_token);

  const refreshed = await oauth.processRefreshTokenResponse(as, client, await oauth.refreshTokenGrantRequest(
    as, client, authentication, tokens.refresh_token, {...LOOPBACK, additionalParameters}));
  const second = await call(options, refreshed.access_token);

  await oauth.processRevocationResponse(
    await oauth.revocationRequest(as, client, authentication, refreshed.refresh_token, LOOPBACK));
  const afterRevocation = await call(options, refreshed.access_token);
  const refreshAfterRevocation = await refused(async () => oauth.processRefreshTokenResponse(
    as, client, await oauth.refreshTokenGrantRequest(
      as, client, authentication, refreshed.refresh_token, {...LOOPBACK, additionalParameters})));
  loopback.close();
  return {
    resource, as, client, tokens, refreshed, verifier, first, second, afterRevocation, refreshAfterRevocation,
    browser, callback: Object.fromEntries(callback),
  };
});

/** RFC 9728: what the 401 points to is what the path-inserted well-known URL holds. */
async function resourceMetadata(server) {
  const identifier = new URL(server);
  const metadata = await oauth.processResourceDiscoveryResponse(
    identifier, await oauth.resourceDiscoveryRequest(identifier, LOOPBACK));
  const challenge = (await fetch(server, {method: 'POST', body: '{}'})).headers.get('www-authenticate') ?? '';
  const [, advertised] = /resource_metadata="([^"]*)"/.exec(challenge) ?? [];
  const pointedTo = await (await fetch(advertised)).json();
  if (JSON.stringify(pointedTo) !== JSON.stringify(metadata)) {
    throw new Error(`${advertised} holds other metadata than the well-known URL`);
  }
  return metadata;
}

/** RFC 8414 and OpenID Connect Discovery must agree on every member. */
async function authorizationServer(issuer) {
  const [oauth2, oidc] = await Promise.all(['oauth2', 'oidc'].map(async (algorithm) =>
    oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, {...LOOPBACK, algorithm}))));
  if (oauth2.token_endpoint !== oidc.token_endpoint || oauth2.issuer !== oidc.issuer) {
    throw new Error('the two discovery documents differ');
  }
  return oauth2;
}

async function register(as, options, redirectUri) {
  return oauth.processDynamicClientRegistrationResponse(await oauth.dynamicClientRegistrationRequest(as, {
    client_name: 'Strict client',
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: options.authMethod ?? 'none',
    ...(options.scope ? {scope: options.scope} : {}),
  }, LOOPBACK));
}

async function authorizationUrl(as, client, {options, resource, verifier, state, redirectUri}) {
  const url = new URL(as.authorization_endpoint);
  const parameters = {
    client_id: client.client_id,
    redirect_uri: redirectUri,
    response_type: 'code',
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    resource: resource.resource,
    ...(options.scope ? {scope: options.scope} : {}),
  };
  Object.entries(parameters).forEach(([name, value]) => url.searchParams.set(name, value));
  return url.href;
}

async function throughBrowser(url, options, loopback) {
  const browser = await launch();
  try {
    return await signIn(browser, url, {
      person: options.person,
      landing: loopback.landing,
      screenshots: options.screenshots,
      at: (name) => pauseAt(name, options.pauses),
    });
  } finally {
    await browser.close();
  }
}

/** One tool call of the 2026-07-28 revision, written out: the status is what is asked about here. */
async function call(options, accessToken) {
  const version = '2026-07-28';
  const body = {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: {
      name: options.tool,
      arguments: {},
      _meta: {
        'io.modelcontextprotocol/protocolVersion': version,
        'io.modelcontextprotocol/clientInfo': {name: 'strict-client', version: '1'},
        'io.modelcontextprotocol/clientCapabilities': {},
      },
    },
  };
  const headers = {
    'Accept': 'application/json, text/event-stream',
    'Content-Type': 'application/json',
    'MCP-Protocol-Version': version,
    'Mcp-Method': 'tools/call',
    'Mcp-Name': options.tool,
    'Authorization': `Bearer ${accessToken}`,
  };
  const response = await fetch(options.server, {method: 'POST', headers, body: JSON.stringify(body)});
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    body: JSON.parse(await response.text()),
  };
}

/** The OAuth error code of a request that must fail. */
async function refused(request) {
  try {
    await request();
  } catch (failure) {
    if (failure instanceof oauth.ResponseBodyError) {
      return {status: failure.status, error: failure.error};
    }
    throw failure;
  }
  throw new Error('was not refused');
}
