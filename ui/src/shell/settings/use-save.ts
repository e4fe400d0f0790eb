/** Saving the changes: all of them, or none and why. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useBackend } from "../../backend";
import type { SettingsView } from "../../bindings";
import { type Changes, readChanges, UNCHANGED } from "./changes";
import { useChanges } from "./use-changes";

export function useSave({ settings }: SettingsView) {
  const backend = useBackend();
  const client = useQueryClient();
  const [changes, setChanges] = useChanges();
  const [isSaving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<{ of: Changes; problem: unknown } | null>(null);
  const save = () => {
    const reading = readChanges(settings, changes);
    if (changes.size === 0 || reading.faults.size > 0 || isSaving) return;
    setSaving(true);
    setRefusal(null);
    backend
      .saveSettings(reading.settings)
      .then(
        (saved) => {
          client.setQueryData(["settings"], saved);
          setChanges(UNCHANGED);
        },
        (problem: unknown) => setRefusal({ of: changes, problem }),
      )
      .finally(() => setSaving(false));
  };
  // What was said about other changes says nothing about these.
  return { save, isSaving, problem: refusal?.of === changes ? refusal.problem : null };
}
