/**
 * The frames that a query finds, newest first, read a page at a time. New ones come in by themselves, except while
 * they are held back: then they are only counted, so that what is being read stays where it is.
 */
import { useEffect, useState } from "react";
import { useBackend } from "../../backend";
import type { Frame, FramePage, FrameQuery } from "../../bindings";

export const PAGE = 200;

type Loaded = {
  /** Which query this answers; empty before the first answer. */
  key: string;
  frames: Frame[];
  /** There are older ones. */
  more: boolean;
  /** Newer ones that are held back, at most a page of them. */
  newer: number;
};

export type Frames = Loaded & { problem: unknown; loadOlder: () => void };

const NOTHING: Loaded = { key: "", frames: [], more: false, newer: 0 };

export function useFrames(query: FrameQuery, flow: "following" | "held"): Frames {
  const backend = useBackend();
  const [loaded, setLoaded] = useState(NOTHING);
  const [problem, setProblem] = useState<unknown>(null);
  const [olderThan, setOlderThan] = useState<number | null>(null);
  const key = JSON.stringify(query);

  useEffect(() => {
    const take = (page: FramePage) => {
      setProblem(null);
      setLoaded((before) =>
        flow === "held" && before.key === key ? counted(before, page) : joined(before, page, key),
      );
    };
    const newest = () => backend.frames(query, null, PAGE);
    const reading = onceMore(newest, take, setProblem);
    reading.start();
    const stop = backend.onEvent((event) => {
      if (event.kind === "record") reading.start();
    });
    return () => {
      stop();
      reading.end();
    };
  }, [backend, key, flow]);

  const loadOlder = () => {
    const last = loaded.frames.at(-1)?.number;
    if (!loaded.more || last === undefined || last === olderThan || loaded.key !== key) return;
    setOlderThan(last);
    backend.frames(query, last, PAGE).then(
      (page) => setLoaded((before) => withOlder(before, page, { key, last })),
      (thrown: unknown) => {
        setOlderThan(null);
        setProblem(thrown);
      },
    );
  };
  return { ...loaded, problem, loadOlder };
}

/** Asks, and asks again where something happened meanwhile; never twice at once. */
function onceMore<T>(ask: () => Promise<T>, take: (answer: T) => void, fail: (thrown: unknown) => void) {
  let state: "idle" | "asking" | "stale" | "ended" = "idle";
  const round = () => {
    state = "asking";
    ask()
      .then(
        (answer) => {
          if (state !== "ended") take(answer);
        },
        (thrown) => {
          if (state !== "ended") fail(thrown);
        },
      )
      .then(() => {
        if (state === "stale") round();
        else if (state === "asking") state = "idle";
      });
  };
  return {
    start: () => {
      if (state === "idle") round();
      else if (state === "asking") state = "stale";
    },
    end: () => {
      state = "ended";
    },
  };
}

/** The newest page in front of what is known; alone where the two do not meet, or where it is all there is. */
function joined(before: Loaded, page: FramePage, key: string): Loaded {
  const fresh = freshIn(before, page);
  const meets = fresh.length < page.frames.length;
  if (before.key !== key || !page.more || !meets) return { key, ...page, newer: 0 };
  return { ...before, frames: [...fresh, ...before.frames], newer: 0 };
}

/** A record that was cleared has nothing to hold. */
function counted(before: Loaded, page: FramePage): Loaded {
  if (page.frames.length === 0) return { ...NOTHING, key: before.key };
  return { ...before, newer: freshIn(before, page).length };
}

function freshIn({ frames }: Loaded, page: FramePage): Frame[] {
  const known = frames[0]?.number ?? -1;
  return page.frames.filter((frame) => frame.number > known);
}

function withOlder(before: Loaded, page: FramePage, to: { key: string; last: number }): Loaded {
  if (before.key !== to.key || before.frames.at(-1)?.number !== to.last) return before;
  return { ...before, frames: [...before.frames, ...page.frames], more: page.more };
}
