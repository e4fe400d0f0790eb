/** Commands as one line. */
import { expect, test } from "vitest";
import { commandLineOf } from "./command-line";

test.each([
  { words: ["npx", "-y", "@scope/server", "--port=80"], line: "npx -y @scope/server --port=80" },
  { words: ["/opt/my tools/server", ""], line: "'/opt/my tools/server' ''" },
  { words: ["sh", "-c", 'echo $HOME "x" it\'s'], line: "sh -c 'echo $HOME \"x\" it'\\''s'" },
  { words: ["C:\\server.exe"], line: "'C:\\server.exe'" },
])("$line is written for $words", ({ words, line }) => {
  expect(commandLineOf(words)).toBe(line);
});
