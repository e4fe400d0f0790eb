import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { TemplateDomains } from "./template-domains";

test("the addresses that a widget declares are named once, those of the standard key before the older one", () => {
  const csp = {
    connectDomains: ["https://api.example", "https://cdn.example"],
    resourceDomains: ["https://cdn.example"],
    baseUriDomains: ["https://base.example"],
  };
  const older = { connect_domains: ["https://old.example"], redirect_domains: ["https://shop.example"] };
  const { rerender } = render(<TemplateDomains meta={{ ui: { csp }, "openai/widgetCSP": older }} />);
  expect(screen.getByTestId("template-domains").textContent).toBe(
    "Its widget may reach https://api.example, https://cdn.example.",
  );
  rerender(<TemplateDomains meta={{ "openai/widgetCSP": older }} />);
  expect(screen.getByTestId("template-domains").textContent).toBe(
    "Its widget may reach https://old.example.",
  );
});

test("a widget that declares nothing, or what is no list, says nothing", () => {
  const { rerender } = render(<TemplateDomains meta={{}} />);
  expect(screen.queryByTestId("template-domains")).toBeNull();
  rerender(<TemplateDomains meta={{ ui: { csp: { connectDomains: "all" } } }} />);
  expect(screen.queryByTestId("template-domains")).toBeNull();
});
