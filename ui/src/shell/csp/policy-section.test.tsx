/** The content security policy on a connector's page: the mode, the declaration, and what sets two modes apart. */
import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { CspMode } from "../../bindings";
import { problem } from "../fake-backend";
import { connector, snapshot, template, templatePolicies } from "../fixtures/connectors";
import { mountShell, texts, wasAsked } from "../testing";

const meta = { ui: { csp: { connectDomains: ["https://api.example.com", "http://localhost:3000"] } } };
const other = templatePolicies({
  uri: "ui://other.html",
  key: null,
  findings: [{ path: "$._meta.ui.csp", text: "No domains are declared." }],
});

async function mountSection(handlers: Parameters<typeof mountShell>[0] = {}) {
  const mounted = await mountShell({
    snapshot: () => snapshot({ templates: [template({ meta }), template({ uri: "ui://other.html" })] }),
    templatePolicies: () => [templatePolicies(), other],
    ...handlers,
  });
  await mounted.click("connector-row");
  return mounted;
}

test("the mode in use is compared with the published one: what only one has is marked", async () => {
  const { user } = await mountSection();
  expect((await screen.findByTestId("policy")).querySelector("dl")?.textContent).toBe(
    "Templateui://board/view.htmlDeclared inui.csp" +
      "Origin in ChatGPThttps://mcp-example-com.web-sandbox.oaiusercontent.com",
  );
  expect(texts("template-domains")).toEqual([
    "Its widget may reach https://api.example.com, http://localhost:3000.",
  ]);
  expect(texts("policy-summary")).toEqual([
    "− only in “Developer, enforced”+ only in “Published, as declared”",
  ]);
  expect(texts("policy-row")).toEqual([
    "connect-src'self'https://api.example.com− http://localhost:3000",
    "default-src'none'",
  ]);
  expect(texts("policy-same")).toEqual(["1 directive is the same"]);

  await user.selectOptions(screen.getByTestId("policy-left"), "publishedUndeclared");
  expect(texts("policy-row")).toEqual(["connect-src'self'+ https://api.example.com", "default-src'none'"]);
  await user.selectOptions(screen.getByTestId("policy-left"), "published");
  expect(texts("policy-summary")).toEqual(["For this template the two are the same."]);
});

test("of a mode that enforces nothing no table is made, only of the other", async () => {
  const { user } = await mountSection({ connectors: () => [connector({ csp: "developer" })] });
  expect((await screen.findByTestId("policy-summary")).textContent).toBe(
    "“Developer, none enforced” enforces nothing. What “Published, as declared” lets through is this:",
  );
  expect(texts("policy-row")).toEqual(["default-src'none'", "connect-src'self'https://api.example.com"]);
  await user.selectOptions(screen.getByTestId("policy-right"), "developer");
  expect(texts("policy-summary")).toEqual(["Nothing is enforced: whatever a widget asks for goes through."]);
});

test("another template is chosen, with what is wrong with its declaration", async () => {
  const { user } = await mountSection();
  await user.selectOptions(await screen.findByTestId("policy-template"), "ui://other.html");
  expect(screen.getByTestId("policy").querySelector("dl")?.textContent).toContain(
    "Declared inNothing is declared",
  );
  expect(texts("findings")).toEqual(["$._meta.ui.cspNo domains are declared."]);
  expect(screen.queryByTestId("template-domains")).toBeNull();
});

test("the mode is switched, and the comparison follows", async () => {
  let csp: CspMode = "developerEnforced";
  const { backend, user } = await mountSection({
    connectors: () => [connector({ csp })],
    setCspMode: (_, mode) => {
      csp = mode;
      backend.emit({ kind: "connectors" });
      return null;
    },
  });
  await screen.findByTestId("policy");
  await user.selectOptions(screen.getByTestId("csp-mode"), "specStrict");
  await wasAsked(backend, "setCspMode", "c1", "specStrict");
  await waitFor(() =>
    expect((screen.getByTestId("policy-left") as HTMLSelectElement).value).toBe("specStrict"),
  );
});

test("a switch that failed is told, and the mode stays", async () => {
  const { user } = await mountSection({
    setCspMode: () => {
      throw problem("The connector could not be saved.");
    },
  });
  await user.selectOptions(await screen.findByTestId("csp-mode"), "published");
  expect((await screen.findByTestId("problem")).textContent).toBe("The connector could not be saved.");
  expect((screen.getByTestId("csp-mode") as HTMLSelectElement).value).toBe("developerEnforced");
});

test("a connector without templates has no such section", async () => {
  await mountSection({ snapshot: () => snapshot() });
  await screen.findByTestId("snapshot-line");
  expect(screen.queryByTestId("csp-mode")).toBeNull();
});
