// A sign-in provider that others wrote, as a process: it stops at the pause 'ready', and serves until it is ended.
//
// Parameters: kind ('github', 'google': the emulators of the package emulate; 'oidc': oidc-provider, strict; 'odd':
// oauth2-mock-server), port, callback (the one registered), clientId, clientSecret, accessTokenSeconds, oddities (of 'odd':
// names of ODDITIES; each holds from its own pause to the next).

import {createEmulator} from 'emulate';
import {OAuth2Server} from 'oauth2-mock-server';
import {Provider} from 'oidc-provider';
import {main, pauseAt} from './process.mjs';

const PERSON = {name: 'Ann Example', email: 'ann@acme.example'};

const KINDS = {
  github: ({port, callback, clientId, clientSecret}) => createEmulator({
    service: 'github',
    port,
    seed: {
      github: {
        users: [{...PERSON, login: 'ann'}],
        oauth_apps: [{client_id: clientId, client_secret: clientSecret, name: 'MXCP', redirect_uris: [callback]}],
      },
    },
  }),

  google: ({port, callback, clientId, clientSecret}) => createEmulator({
    service: 'google',
    port,
    seed: {
      google: {
        users: [{...PERSON, hd: 'acme.example'}],
        oauth_clients: [{client_id: clientId, client_secret: clientSecret, name: 'MXCP', redirect_uris: [callback]}],
      },
    },
  }),

  oidc({port, callback, clientId, clientSecret, accessTokenSeconds}) {
    const provider = new Provider(`http://localhost:${port}`, {
      clients: [{
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [callback],
        grant_types: ['authorization_code', 'refresh_token'],
      }],
      pkce: {required: () => true},
      claims: {openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username']},
      ttl: {AccessToken: accessTokenSeconds, IdToken: 300, Interaction: 300, Session: 300, Grant: 3600, RefreshToken: 3600},
      issueRefreshToken: async (_, client) => client.grantTypeAllowed('refresh_token'),
      rotateRefreshToken: true,
      features: {devInteractions: {enabled: true}, revocation: {enabled: true}},
      findAccount: (_, id) => ({
        accountId: id,
        claims: () => ({sub: id, name: PERSON.name, preferred_username: id, email: PERSON.email, email_verified: true}),
      }),
    });
    return new Promise((resolve) => provider.listen(port, '127.0.0.1', resolve));
  },

  async odd({port, oddities}) {
    const server = new OAuth2Server();
    await server.issuer.keys.generate('RS256');
    await server.start(port, 'localhost');
    for (const name of oddities) {
      server.service.removeAllListeners();
      Object.entries(ODDITIES[name]).forEach(([event, change]) => server.service.on(event, change));
      await pauseAt(name, [name]);
    }
  },
};

/** What is not as usual; events of oauth2-mock-server. */
const ODDITIES = {
  'nothing': {},
  'expiry-in-text': {beforeResponse: ({body}) => (body.expires_in = '3600')},
  'token-type-in-capitals': {beforeResponse: ({body}) => (body.token_type = 'BEARER')},
  'unknown-members': {beforeResponse: ({body}) => Object.assign(body, {extra: {deep: [1, null]}, not_before: 0})},
  'id-token-for-somebody-else': {beforeTokenSigning: ({payload}) => (payload.aud = 'another-client')},
  'id-token-of-another-issuer': {beforeTokenSigning: ({payload}) => (payload.iss = 'https://evil.example')},
  'id-token-over': {beforeTokenSigning: ({payload}) => (payload.exp = payload.iat - 3600)},
  'id-token-with-another-nonce': {beforeTokenSigning: ({payload}) => payload.nonce && (payload.nonce = 'another')},
  'no-id-token': {beforeResponse: ({body}) => delete body.id_token},
  'no-access-token': {beforeResponse: ({body}) => delete body.access_token},
  'error-with-success': {beforeResponse: (answer) => (answer.body = {error: 'invalid_grant', access_token: 't'})},
  'user-info-of-another-person': {beforeUserinfo: ({body}) => (body.sub = 'another-person')},
  'user-info-without-subject': {beforeUserinfo: ({body}) => delete body.sub},
  'user-info-refused': {beforeUserinfo: (answer) => Object.assign(answer, {statusCode: 403, body: {error: 'insufficient_scope'}})},
};

await main(async (options) => {
  await KINDS[options.kind](options);
  await pauseAt('ready', ['ready']);
});
