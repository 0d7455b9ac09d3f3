// A certified OpenID provider for the tests of sign-in. It asks nobody anything: who "logs in",
// and at which level, is set by the test through POST /control. Listens on this machine only.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const back = process.env.RETURN_ADDRESS;
const out = process.env.AFTER_SIGN_OUT;
let who = { account: "subject-aud", level: "idporten-loa-high", email: "", verified: false };

const common = {
  redirect_uris: [back],
  post_logout_redirect_uris: [out],
  response_types: ["code"],
  grant_types: ["authorization_code"],
};
const configuration = {
  clients: [
    {
      ...common,
      client_id: "tryggvei",
      client_secret: process.env.CLIENT_SECRET,
      token_endpoint_auth_method: "client_secret_basic",
    },
    {
      ...common,
      client_id: "tryggvei-key",
      token_endpoint_auth_method: "private_key_jwt",
      jwks: { keys: [JSON.parse(process.env.CLIENT_JWK)] },
    },
  ],
  acrValues: ["idporten-loa-substantial", "idporten-loa-high"],
  claims: { acr: null, auth_time: null, openid: ["sub"], email: ["email", "email_verified"] },
  conformIdTokenClaims: false,
  cookies: { keys: ["only-for-tests"] },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  findAccount: (_context, sub) => ({
    accountId: sub,
    claims: () => ({ sub, ...(who.email && { email: who.email, email_verified: who.verified }) }),
  }),
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  ttl: { Session: 600, Grant: 600, Interaction: 600, AccessToken: 60, IdToken: 60 },
};

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://localhost:${server.address().port}`;
  const provider = new Provider(issuer, configuration);
  const answer = provider.callback();

  const interact = async (request, response) => {
    const { prompt, params } = await provider.interactionDetails(request, response);
    if (who.account === "") {
      return provider.interactionFinished(request, response, { error: "access_denied" });
    }
    if (prompt.name === "login") {
      const login = { accountId: who.account, acr: who.level || undefined };
      return provider.interactionFinished(request, response, { login });
    }
    const grant = new provider.Grant({ accountId: who.account, clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    grant.addOIDCClaims(["acr", "auth_time"]);
    const consent = { grantId: await grant.save() };
    return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
  };

  server.on("request", (request, response) => {
    if (request.url === "/control" && request.method === "POST") {
      let body = "";
      request.on("data", (part) => { body += part; });
      request.on("end", () => {
        who = JSON.parse(body);
        response.end("ok");
      });
      return;
    }
    if (request.url.startsWith("/interaction/")) {
      interact(request, response).catch((error) => {
        response.statusCode = 500;
        response.end(String(error));
      });
      return;
    }
    answer(request, response);
  });
  process.stdout.write(`${issuer}\n`);
});
