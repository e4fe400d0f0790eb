-- How a connector's server is reached and spoken to, as JSON. Values of headers and variables are never in here.
ALTER TABLE connectors ADD COLUMN options TEXT NOT NULL DEFAULT '{}';

-- Which HTML a snapshot needs.
CREATE TABLE snapshot_templates (
    snapshot INTEGER NOT NULL REFERENCES snapshots (position) ON DELETE CASCADE,
    hash     TEXT NOT NULL
);
CREATE INDEX snapshot_templates_by_snapshot ON snapshot_templates (snapshot);
CREATE INDEX snapshot_templates_by_hash ON snapshot_templates (hash);

INSERT INTO snapshot_templates (snapshot, hash)
SELECT snapshots.position, json_extract(template.value, '$.hash')
FROM snapshots, json_each(snapshots.body, '$.templates') AS template
WHERE json_extract(template.value, '$.hash') <> '';

-- The template and the tool that a call was made with: its widget stays what it was, whatever Refresh brings.
CREATE TABLE widgets (
    call_id      TEXT PRIMARY KEY NOT NULL,
    connector_id TEXT NOT NULL REFERENCES connectors (id) ON DELETE CASCADE,
    template     TEXT NOT NULL,
    tool         TEXT NOT NULL,
    hash         TEXT NOT NULL
);
CREATE INDEX widgets_by_connector ON widgets (connector_id);
CREATE INDEX widgets_by_hash ON widgets (hash);
