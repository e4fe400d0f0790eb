/** Which keys there are. Each stands here beside what it does, and in the title of its control where it has one. */
import { Page, Section } from "../page";
import { KEYS } from "./keys";

export function KeysPage() {
  return (
    <Page title="Keys">
      {KEYS.map(({ where, keys }) => (
        <Section key={where} title={where}>
          <dl
            className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm"
            data-testid="keys"
            data-name={where}
          >
            {keys.map(([names, does]) => (
              <div key={names.join()} className="contents">
                <dt className="flex flex-wrap gap-1">
                  {names.map((name) => (
                    <kbd
                      key={name}
                      className="h-fit rounded-xs border border-subtle px-1 font-sans text-xs text-secondary"
                    >
                      {name}
                    </kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </Section>
      ))}
    </Page>
  );
}
