/** How full the record is, in a line. */
import { byteSize } from "../../parts/byte-size";
import { moment } from "../../parts/elapsed";
import { useRecordStatus } from "../queries";

export function RecordStatusLine() {
  const status = useRecordStatus().data;
  return (
    <p className="text-xs text-secondary tabular-nums" data-testid="record-status">
      {status ? (
        <>
          {status.frames.toLocaleString("en")} {status.frames === 1 ? "frame" : "frames"} ·{" "}
          {byteSize(status.bytes)}
          {status.oldest ? ` · since ${moment(status.oldest)}` : ""}
          {status.lost > 0 ? (
            <span className="text-danger"> · {status.lost.toLocaleString("en")} could not be written</span>
          ) : null}
        </>
      ) : (
        "\u00a0"
      )}
    </p>
  );
}
