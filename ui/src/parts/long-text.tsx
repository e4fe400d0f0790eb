/**
 * A text of any length, whole: what is out of sight is not laid out. Two megabytes in one piece keep WebKitGTK 2.50
 * busy for three seconds, in pieces for a fortieth of one (measured, November 2026).
 */

import styles from "./long-text.module.css";
import { pieces } from "./pieces";

export function LongText({ text }: { text: string }) {
  return pieces(text).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name, and keep their order.
    <span key={index} className={styles.piece}>
      {piece}
    </span>
  ));
}
