/**
 * Puts a page's script and style sheet into its HTML, because a screen is loaded from one document
 * and has nowhere to fetch more from.
 */
import type { Plugin } from "vite";

export function oneFile(): Plugin {
  return {
    name: "one-file",
    enforce: "post",
    generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const page = files.find((file) => file.fileName.endsWith(".html"));
      if (page?.type !== "asset") return this.error("There is no page to put the script into.");
      let head = "";
      let body = "";
      for (const file of files) {
        if (file === page) continue;
        if (file.type === "chunk") body += `<script type="module">${safely(file.code, "script")}</script>`;
        else if (file.fileName.endsWith(".css"))
          head += `<style>${safely(String(file.source), "style")}</style>`;
        else return this.error(`${file.fileName} cannot be put into the page.`);
        delete bundle[file.fileName];
      }
      page.source = String(page.source)
        .replaceAll(/\s*<(script|link)\b[^>]*\b(src|href)="[^"]*"[^>]*>(<\/script>)?/g, "")
        .replace("</head>", () => `${head}</head>`)
        .replace("</body>", () => `${body}</body>`);
    },
  };
}

/** The text without anything that would end the element early. */
function safely(text: string, element: string): string {
  return text.replaceAll(`</${element}`, `<\\/${element}`);
}
