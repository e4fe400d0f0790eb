/** An address in two words: the end of its path, and where it leads. */
export function addressParts(url: string): { name: string; host: string } {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed?.host) return { name: url.slice(0, 120), host: "" };
  const end = parsed.pathname.split("/").findLast((part) => part !== "") ?? "/";
  return { name: `${end}${parsed.search}`, host: parsed.host };
}
