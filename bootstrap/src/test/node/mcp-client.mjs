// Signs a person in at an MCP server through one of the official clients, knowing nothing but the server's URL, and
// calls tools. Discovery, registration, PKCE, `iss` and `resource` are the client's own code.
//
// Parameters: client ('v2-2025-11-25' | 'v2-2026-07-28' | 'sdk'), server (URL of /mcp), person, decision, state (a file
// that keeps registration and tokens between runs), pauses ('consent', 'provider', 'code', 'token', 'abandoned'), refresh (true:
// the access token is thrown away before the first call, so that the client has to refresh), screenshots,
// calls ([{name, arguments, times, abandonedAfter}]; `times` calls run in parallel; after so many milliseconds the client
// cancels them).

import {readFileSync, writeFileSync} from 'node:fs';
import {randomUUID} from 'node:crypto';
import {launch, signIn} from './browser.mjs';
import {listen, main, pauseAt, tracing} from './process.mjs';

async function run(options, trace) {
  const loopback = await listen();
  const memory = remember(options.state);
  const provider = oauthProvider(memory, loopback.uri);
  if (options.refresh) {
    memory.tokens = {...memory.tokens, access_token: 'forgotten'};
  }
  const kind = CLIENTS[options.client];
  const {Client, Transport, UnauthorizedError} = await kind.load();
  const newTransport = () => new Transport(new URL(options.server), {authProvider: provider, fetch: tracing(trace)});
  const newClient = () => new Client({name: `mxcp-end-to-end-${options.client}`, version: '1'}, kind.options);

  let client = newClient();
  let signedIn;
  const first = newTransport();
  try {
    await client.connect(first);
  } catch (failure) {
    if (!isUnauthorized(failure, UnauthorizedError)) {
      throw failure;
    }
    signedIn = await authorize(options, memory, loopback);
    if (signedIn.callback.error) {
      return {denied: signedIn.callback, browser: signedIn.browser, trace};
    }
    await pauseAt('code', options.pauses);
    await kind.finish(first, signedIn.url);
    memory.save();
    await pauseAt('token', options.pauses);
    client = newClient();
    await client.connect(newTransport());
  }
  const result = {protocolVersion: kind.protocolVersion(client), ...(await use(client, kind, options))};
  await client.close();
  loopback.close();
  memory.save();
  return {
    ...result,
    registration: memory.clientInformation,
    tokens: memory.tokens,
    verifier: memory.codeVerifier,
    callback: signedIn?.callback,
    browser: signedIn?.browser,
    trace,
  };
}

/** The newer client wraps what its probe met, so the whole chain of causes is looked at. */
function isUnauthorized(failure, UnauthorizedError) {
  for (let cause = failure; cause; cause = cause.cause) {
    if (cause instanceof UnauthorizedError) {
      return true;
    }
  }
  return false;
}

/** The person's part, in the browser, from the client's authorization URL to the client's loopback address. */
async function authorize(options, memory, loopback) {
  const browser = await launch();
  try {
    const report = await signIn(browser, memory.authorizationUrl, {
      person: options.person,
      decision: options.decision,
      landing: loopback.landing,
      screenshots: options.screenshots,
      at: (name) => pauseAt(name, options.pauses),
    });
    const url = await loopback.landing;
    const callback = Object.fromEntries(url.searchParams);
    if (callback.state !== memory.sentState) {
      throw new Error('the answer carries another state than the client sent');
    }
    return {url, callback, browser: report};
  } finally {
    await browser.close();
  }
}

async function use(client, kind, options) {
  const tools = (await client.listTools()).tools;
  const results = [];
  for (const {name, arguments: args = {}, times = 1, abandonedAfter} of options.calls ?? []) {
    if (abandonedAfter) {
      results.push({name, abandoned: await abandoned(client, kind, {name, arguments: args}, abandonedAfter)});
      await pauseAt('abandoned', options.pauses);
      continue;
    }
    const answers = await Promise.all(
      Array.from({length: times}, () => client.callTool({name, arguments: args})));
    results.push(...answers.map((answer) => ({
      name,
      isError: answer.isError === true,
      structured: answer.structuredContent,
      text: answer.content?.map((part) => part.text ?? '').join(''),
    })));
  }
  return {tools: tools.map((tool) => tool.name), toolDefinitions: tools, results};
}

/** Calls and cancels, as a person's Escape does; what the client says of it. */
async function abandoned(client, kind, call, millis) {
  const escape = new AbortController();
  setTimeout(() => escape.abort('escaped'), millis);
  try {
    await kind.call(client, call, {signal: escape.signal});
    return 'answered';
  } catch (failure) {
    return String(failure);
  }
}

/** What the client keeps, in memory and, where a file is named, between runs. */
function remember(file) {
  const memory = {};
  if (file) {
    try {
      Object.assign(memory, JSON.parse(readFileSync(file, 'utf8')));
    } catch (failure) {
      if (failure.code !== 'ENOENT') {
        throw failure;
      }
    }
  }
  Object.defineProperty(memory, 'save', {
    value: () => file && writeFileSync(file, JSON.stringify(memory), {mode: 0o600}),
  });
  return memory;
}

function oauthProvider(memory, redirectUri) {
  return {
    get redirectUrl() {
      return redirectUri;
    },
    get clientMetadata() {
      return {
        client_name: 'End-to-end client',
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
      };
    },
    state: () => (memory.sentState = randomUUID()),
    clientInformation: () => memory.clientInformation,
    saveClientInformation: (information) => void (memory.clientInformation = information),
    tokens: () => memory.tokens,
    saveTokens: (tokens) => void (memory.tokens = tokens),
    redirectToAuthorization: (url) => void (memory.authorizationUrl = String(url)),
    saveCodeVerifier: (verifier) => void (memory.codeVerifier = verifier),
    codeVerifier: () => memory.codeVerifier,
    saveDiscoveryState: (state) => void (memory.discovery = state),
    discoveryState: () => memory.discovery,
  };
}

const v2 = async () => {
  const {Client, StreamableHTTPClientTransport, UnauthorizedError} = await import('@modelcontextprotocol/client');
  return {Client, Transport: StreamableHTTPClientTransport, UnauthorizedError};
};

const CLIENTS = {
  'v2-2025-11-25': {
    load: v2,
    options: {versionNegotiation: {mode: 'legacy'}},
    call: (client, call, options) => client.callTool(call, options),
    finish: (transport, url) => transport.finishAuth(url.searchParams),
    protocolVersion: (client) => client.getNegotiatedProtocolVersion(),
  },
  'v2-2026-07-28': {
    load: v2,
    options: {versionNegotiation: {mode: {pin: '2026-07-28'}}},
    call: (client, call, options) => client.callTool(call, options),
    finish: (transport, url) => transport.finishAuth(url.searchParams),
    protocolVersion: (client) => client.getNegotiatedProtocolVersion(),
  },
  'sdk': {
    load: async () => {
      const {Client} = await import('@modelcontextprotocol/sdk/client/index.js');
      const {StreamableHTTPClientTransport} = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
      const {UnauthorizedError} = await import('@modelcontextprotocol/sdk/client/auth.js');
      return {Client, Transport: StreamableHTTPClientTransport, UnauthorizedError};
    },
    options: {},
    call: (client, call, options) => client.callTool(call, undefined, options),
    finish: (transport, url) => transport.finishAuth(url.searchParams.get('code')),
    protocolVersion: (client) => client.transport?.protocolVersion,
  },
};

await main(async (options) => {
  const trace = [];
  try {
    return await run(options, trace);
  } catch (failure) {
    throw new Error(`after ${trace.map((t) => `${t.method} ${t.url} ${t.status}`).join(', ')}`, {cause: failure});
  }
});
