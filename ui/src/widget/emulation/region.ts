/** The device's language and time zone in scripts. Nothing is touched where they are the engine's own. */
import type { EmulatedDevice } from "../../bindings";
import { attempt } from "../originals";
import { emulateDates } from "./dates";
import { emulateIntl, engineRegion } from "./intl";
import { createTimeZone, type TimeZone } from "./time-zone";

/** Returns what is called once the device has changed. */
export function emulateRegion(now: () => EmulatedDevice): () => void {
  const engine = engineRegion();
  let isEmulated = false;
  let zone: TimeZone | null = null;
  let locale = engine.locale;

  const zoneName = () => zone?.name ?? engine.timeZone;

  function update(): void {
    const device = now();
    // What the engine does not know it cannot show.
    if (device.timeZone !== zoneName()) zone = attempt(() => createTimeZone(device.timeZone)) ?? zone;
    locale = attempt(() => Intl.getCanonicalLocales(device.locale)[0]) ?? engine.locale;
    if (isEmulated || (zoneName() === engine.timeZone && locale === engine.locale)) return;
    isEmulated = true;
    const name = () => locale;
    emulateDates(() => {
      zone ??= createTimeZone(engine.timeZone);
      return zone;
    }, name);
    emulateIntl(name, zoneName);
  }
  update();
  return update;
}
