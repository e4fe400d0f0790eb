-- Files that people and widgets gave to the host. The bytes are in the folder `files`, each under its id.
CREATE TABLE files (
    position   INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    mime_type  TEXT NOT NULL,
    size       INTEGER NOT NULL,
    in_library INTEGER NOT NULL,
    added_at   TEXT NOT NULL
);

-- Whose widgets may read which file: those of the connector that it was given to.
CREATE TABLE file_grants (
    file_id      TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    connector_id TEXT NOT NULL REFERENCES connectors (id) ON DELETE CASCADE,
    PRIMARY KEY (file_id, connector_id)
);
CREATE INDEX file_grants_by_connector ON file_grants (connector_id);
