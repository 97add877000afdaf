// SPDX-License-Identifier: GPL-3.0-or-later
// The certified OpenID provider of npm, on a free port of the loopback interface, until its standard input ends. Its first line of
// output is {"issuer"}. People are told by their account's name: "ana" and "ann" are of the group desk, "boss" of leads, "nobody"
// of none.
import { createServer } from 'node:http';
import process from 'node:process';
import Provider from 'oidc-provider';

// A clock that is behind makes tokens that are too old already; a lifetime that is not positive it does not take.
const readClock = Date.now;
Date.now = () => readClock() - 1000 * Number(process.env.BEHIND_SECONDS ?? 0);

const groups = { ana: ['desk'], ann: ['desk'], boss: ['desk', 'leads'], nobody: [] };

const configuration = {
  clients: [{
    client_id: 'deskbell',
    token_endpoint_auth_method: 'none',
    application_type: 'native',
    redirect_uris: ['http://127.0.0.1/callback', 'http://[::1]/callback'],
    grant_types: ['authorization_code'],
  }, {
    client_id: 'another',
    token_endpoint_auth_method: 'none',
    application_type: 'native',
    redirect_uris: ['http://127.0.0.1/callback'],
    grant_types: ['authorization_code'],
  }, {
    client_id: 'secretive',
    client_secret: 'a secret that only the two of us know',
    token_endpoint_auth_method: 'client_secret_post',
    application_type: 'native',
    redirect_uris: ['http://127.0.0.1/callback'],
    grant_types: ['authorization_code'],
  }],
  scopes: ['openid', 'email', 'profile', 'groups'],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'], groups: ['groups'] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ['only for tests'] },
  ttl: { IdToken: Number(process.env.ID_TOKEN_SECONDS ?? 600), AuthorizationCode: 60, Session: 600, Grant: 600, Interaction: 600, AccessToken: 600 },
  findAccount: (context, id) => ({
    accountId: id,
    claims: () => ({
      sub: `sub-of-${id}`, name: `${id} of the house`, preferred_username: id, email: `${id}@hotel.example`, email_verified: true, groups: groups[id] ?? [],
    }),
  }),
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  // It warns that cookies and interactions are for development only, which this is.
  console.warn = () => {};
  console.info = () => {};
  const provider = new Provider(issuer, configuration);
  server.on('request', provider.callback());
  process.stdout.write(`${JSON.stringify({ issuer })}\n`);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
