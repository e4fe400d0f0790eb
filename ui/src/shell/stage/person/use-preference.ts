/** Sets a part of what the person of a screen has set, and keeps why the host refused it. */
import { useState } from "react";
import { problemOf } from "../../../backend";
import type { Preferences } from "../../../bindings";
import { withPreferences } from "../arrangement";
import { useArranging } from "../use-arrange";

export type PartOf = (now: Preferences) => Partial<Preferences>;

export type Preference = {
  /** What was wrong and what to do; empty where nothing is. */
  fault: string;
  /** Whether it was set. */
  set: (partOf: PartOf) => Promise<boolean>;
};

export function usePreference(screen: string): Preference {
  const arranging = useArranging();
  const [fault, setFault] = useState("");
  const set = async (partOf: PartOf) => {
    try {
      await arranging((now) => withPreferences(now, screen, partOf));
      setFault("");
      return true;
    } catch (thrown) {
      const { message, hint } = problemOf(thrown);
      setFault(`${message} ${hint}`.trim());
      return false;
    }
  };
  return { fault, set };
}
