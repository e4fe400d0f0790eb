/** The kept picture, the one of now, and what differs between them, side by side. */
import type { Compared } from "../../bindings";

export function ComparisonPictures({ pictures: { kept, now, difference } }: { pictures: Compared }) {
  const shown = [
    { id: "kept", title: "Kept", source: kept },
    { id: "now", title: "Now", source: now },
    { id: "difference", title: "What differs", source: difference },
  ];
  return (
    <div className="flex flex-wrap gap-3" data-testid="picture-compared">
      {shown.map(({ id, title, source }) =>
        source === null ? null : (
          <figure key={id} className="flex min-w-0 max-w-[30%] flex-col gap-1">
            <figcaption className="text-secondary">{title}</figcaption>
            <img
              src={source}
              alt={title}
              className="max-h-[26vh] max-w-full self-start rounded-md border border-subtle object-contain"
              data-testid={`picture-compared-${id}`}
            />
          </figure>
        ),
      )}
    </div>
  );
}
